// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include "ui/shell/desktopbus.h"
#include "ui/tone.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QDir>
#include <QStyleFactory>
#include <QToolTip>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto portalService = "org.freedesktop.portal.Desktop";
constexpr auto portalPath = "/org/freedesktop/portal/desktop";
constexpr auto portalInterface = "org.freedesktop.portal.Settings";
constexpr auto appearance = "org.freedesktop.appearance";
constexpr auto colourScheme = "color-scheme";

struct Shades {
    QColor window, base, raised, text, muted, border, accent, accentText, link;
};

QPalette paletteOf(const Shades &shades)
{
    QPalette palette(shades.raised, shades.window);
    palette.setColor(QPalette::Window, shades.window);
    palette.setColor(QPalette::Base, shades.base);
    palette.setColor(QPalette::AlternateBase, shades.raised);
    palette.setColor(QPalette::Button, shades.raised);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, shades.text);
    palette.setColor(QPalette::BrightText, shades.accentText);
    palette.setColor(QPalette::PlaceholderText, shades.muted);
    palette.setColor(QPalette::Mid, shades.border);
    palette.setColor(QPalette::Midlight, shades.raised);
    palette.setColor(QPalette::Light, shades.base);
    palette.setColor(QPalette::Dark, shades.border.darker(115));
    palette.setColor(QPalette::Shadow, QColor(0, 0, 0));
    palette.setColor(QPalette::Highlight, shades.accent);
    palette.setColor(QPalette::HighlightedText, shades.accentText);
    palette.setColor(QPalette::Link, shades.link);
    palette.setColor(QPalette::LinkVisited, shades.link);
    palette.setColor(QPalette::ToolTipBase, shades.base);
    auto faded = shades.muted;
    faded.setAlphaF(0.65F);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faded);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, shades.border);
    return palette;
}

} // namespace

Theme::Theme(QApplication *application, QObject *parent)
    : QObject(parent), m_application(application), m_desktopDark(ui::isDark(application->palette()))
{
    m_application->setStyle(QStyleFactory::create(u"Fusion"_s));
    apply();
}

QPalette Theme::lightPalette()
{
    return paletteOf({.window = QColor(0xf4, 0xf6, 0xf8),
                      .base = QColor(0xff, 0xff, 0xff),
                      .raised = QColor(0xec, 0xef, 0xf3),
                      .text = QColor(0x1b, 0x24, 0x2f),
                      .muted = QColor(0x59, 0x65, 0x73),
                      .border = QColor(0xd5, 0xdb, 0xe2),
                      .accent = QColor(0x1f, 0x6f, 0xb8),
                      .accentText = QColor(0xff, 0xff, 0xff),
                      .link = QColor(0x0a, 0x5d, 0xa6)});
}

QPalette Theme::darkPalette()
{
    return paletteOf({.window = QColor(0x15, 0x1a, 0x20),
                      .base = QColor(0x1c, 0x22, 0x2a),
                      .raised = QColor(0x26, 0x2d, 0x37),
                      .text = QColor(0xe7, 0xec, 0xf2),
                      .muted = QColor(0x9b, 0xa8, 0xb7),
                      .border = QColor(0x33, 0x3c, 0x47),
                      .accent = QColor(0x2f, 0x81, 0xc9),
                      .accentText = QColor(0xff, 0xff, 0xff),
                      .link = QColor(0x6f, 0xb9, 0xf2)});
}

bool Theme::isDark() const
{
    return m_mode == Mode::Dark || (m_mode == Mode::System && m_desktopDark);
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

QString Theme::iconThemeFor(bool dark)
{
    const auto names = dark ? QStringList{u"breeze-dark"_s, u"breeze"_s} : QStringList{u"breeze"_s};
    for (const auto &name : names)
        for (const auto &folder : QIcon::themeSearchPaths())
            if (QFileInfo::exists(QDir(folder).filePath(name + u"/index.theme"_s)))
                return name;
    return {};
}

void Theme::apply()
{
    const auto palette = isDark() ? darkPalette() : lightPalette();
    if (const auto icons = iconThemeFor(isDark()); !icons.isEmpty())
        QIcon::setThemeName(icons);
    m_application->setPalette(palette);
    QToolTip::setPalette(palette);
    m_application->setStyleSheet(themeSheet(palette, QFontMetrics(m_application->font()).height()));
    Q_EMIT changed();
}

void Theme::followDesktop(DesktopBus *bus)
{
    connect(bus, &DesktopBus::ready, this, [this](QDBusConnection connection) {
        const auto path = QString::fromLatin1(portalPath);
        const auto interface = QString::fromLatin1(portalInterface);
        connection.connect({}, path, interface, u"SettingChanged"_s, this,
                           SLOT(onPortalSetting(QDBusMessage)));
        auto call =
            QDBusMessage::createMethodCall(QString::fromLatin1(portalService), path, interface, u"Read"_s);
        call << QString::fromLatin1(appearance) << QString::fromLatin1(colourScheme);
        auto *watcher = new QDBusPendingCallWatcher(connection.asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
            watcher->deleteLater();
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            if (reply.isError())
                return; // no portal: the platform's palette stays the guide
            // Read() wraps the value twice.
            auto value = reply.value().variant();
            if (value.canConvert<QDBusVariant>())
                value = value.value<QDBusVariant>().variant();
            setDesktopScheme(value.toUInt());
        });
    });
}

void Theme::onPortalSetting(const QDBusMessage &signal)
{
    const auto said = signal.arguments();
    if (said.size() == 3 && said[0].toString() == QLatin1StringView(appearance) &&
        said[1].toString() == QLatin1StringView(colourScheme))
        setDesktopScheme(said[2].value<QDBusVariant>().variant().toUInt());
}

void Theme::setDesktopScheme(uint scheme)
{
    const bool dark = scheme == 1; // 0 no preference, 1 dark, 2 light
    if (dark == m_desktopDark)
        return;
    m_desktopDark = dark;
    if (m_mode == Mode::System)
        apply();
}

std::optional<Theme::Mode> Theme::parseMode(const QString &word)
{
    for (const auto mode : {Mode::System, Mode::Light, Mode::Dark})
        if (toString(mode) == word)
            return mode;
    return std::nullopt;
}

QString Theme::toString(Mode mode)
{
    switch (mode) {
    case Mode::Light:
        return u"light"_s;
    case Mode::Dark:
        return u"dark"_s;
    case Mode::System:
        break;
    }
    return u"system"_s;
}

} // namespace seawall::ui
