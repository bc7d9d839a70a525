// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/envfile.h"

#include <QTest>

#include <random>

/// Random .env files for property tests.
namespace seawall::tests {

using namespace Qt::StringLiterals;

struct RandomEnv {
    QByteArray content;
    QString key, value; ///< a change to try
};

class EnvMaker final
{
public:
    explicit EnvMaker(unsigned seed) : m_random(seed) {}

    RandomEnv next()
    {
        const QByteArray end = chance(4) ? "\r\n" : "\n";
        RandomEnv made;
        if (chance(8))
            made.content = "\xEF\xBB\xBF";
        QByteArrayList keys;
        const int lines = number(0, 12);
        for (int i = 0; i < lines; ++i) {
            const auto key = "K" + QByteArray::number(number(0, 5));
            if (chance(4)) {
                made.content += one<QByteArray>({"", "   ", "# KEY=x", "\t# ünïcode", "#", "# '\"$"});
            } else {
                keys << key;
                made.content += one<QByteArray>({"", "", "export ", "  export\t", " "}) + key +
                                one<QByteArray>({"=", "=", " = ", "\t= "}) + value();
            }
            if (i + 1 < lines || chance(2))
                made.content += end;
        }
        made.key = keys.isEmpty() || chance(6) ? u"NEW_KEY"_s
                                               : QString::fromLatin1(keys[number(0, int(keys.size()) - 1)]);
        made.value = one<QString>({u"true"_s, u"false"_s, u"17"_s, u""_s, u"a b"_s, u"#x"_s, u"it's"_s,
                                   u"\"q\""_s, u"$HOME`"_s, u"back\\slash"_s, u"größe"_s, u" led"_s,
                                   u"x #y"_s, u"a\nb"_s, u"'\""_s});
        return made;
    }

private:
    bool chance(int oneIn) { return number(1, oneIn) == 1; }
    int number(int from, int to) { return std::uniform_int_distribution(from, to)(m_random); }
    template<typename T>
    T one(std::initializer_list<T> all)
    {
        return *(all.begin() + number(0, int(all.size()) - 1));
    }
    QByteArray value()
    {
        return one<QByteArray>({"", "true", "False", "20", "20   # why", "\"a b\"", "'a # b'",
                                "\"a \\\" b\" # c", "a#b", "  # only", "#1", "a=b=c", "\"größe\"",
                                "\xE4\xF6 # \xFC", "x  ", "''", "\"\\n\""});
    }

    std::mt19937 m_random;
};

/// Empty where changing the value changes nothing else and reads back; else what is wrong.
inline QByteArray faultOf(const RandomEnv &made)
{
    const auto told = [&](const QByteArray &what) {
        return what + ": " + made.key.toUtf8() + "=" + made.value.toUtf8() + " in " +
               made.content.toPercentEncoding();
    };
    const auto file = models::EnvFile::parse(made.content, u"random.env"_s);
    if (!file)
        return told("not read");
    const auto next = file->with(made.key, made.value);
    if (!next)
        return told("not written: " + next.error().message.toUtf8());
    const auto again = models::EnvFile::parse(*next, u"random.env"_s);
    if (!again || again->value(made.key) != made.value)
        return told("not read back");
    const auto *const before = file->entry(made.key);
    const auto head = before ? made.content.first(before->at) : made.content;
    const auto tail = before ? made.content.sliced(before->at + before->length) : QByteArray();
    if (!next->startsWith(head) || !next->endsWith(tail) || next->size() < head.size() + tail.size())
        return told("more than the value changed");
    if (!before)
        return {};
    // And back: the value it had, in whichever quotes.
    const auto back = again->with(made.key, before->value);
    const auto last = back ? models::EnvFile::parse(*back, u"random.env"_s) : std::unexpected(back.error());
    return last && last->value(made.key) == before->value ? QByteArray() : told("not taken back");
}

} // namespace seawall::tests
