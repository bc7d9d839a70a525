// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1,000,000 toggles' worth of random .env files: each comes back byte for byte but for the value.
#include "tests/support/envfiles.h"

#include <QTest>

using namespace seawall;

class TestEnvProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMillionFilesComeBackByteForByteButForTheValue()
    {
        tests::EnvMaker maker(20261127);
        for (int i = 0; i < 1'000'000; ++i) {
            const auto fault = tests::faultOf(maker.next());
            QVERIFY2(fault.isEmpty(), fault.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestEnvProperty)
#include "tst_envproperty.moc"
