// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusMessage>
#include <QObject>
#include <QPalette>

#include <optional>

class QApplication;

namespace seawall::ui {

class DesktopBus;

/// Light or dark, by the person's choice or as the desktop says (org.freedesktop.portal.Settings, asked
/// without waiting; without a portal: the palette the platform gave us). Applies style, palette, style sheet
/// and icon theme to the application. Widgets take their colours from their palette (ui/tone.h) and need not
/// know of this class.
class Theme final : public QObject
{
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark };

    explicit Theme(QApplication *application, QObject *parent = nullptr);

    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    bool isDark() const;
    void followDesktop(DesktopBus *bus); ///< asks the portal once the bus is there, and listens

    static QPalette lightPalette();
    static QPalette darkPalette();
    static QString iconThemeFor(bool dark); ///< 'breeze-dark', 'breeze', or empty where neither is installed
    static std::optional<Mode> parseMode(const QString &word); ///< 'light', 'dark', 'system'
    static QString toString(Mode mode);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onPortalSetting(const QDBusMessage &signal); ///< group, key, value

private:
    void apply();
    void setDesktopScheme(uint scheme);

    QApplication *m_application;
    Mode m_mode = Mode::System;
    bool m_desktopDark = false;
};

/// The application's style sheet for a palette; sizes follow the font's height in pixels.
QString themeSheet(const QPalette &palette, int em);

} // namespace seawall::ui
