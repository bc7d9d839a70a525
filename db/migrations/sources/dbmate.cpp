// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/sources/sourcefile.h"

#include <QRegularExpression>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

/// One `-- migrate:up` or `-- migrate:down` line.
struct Marker {
    Direction direction = Direction::Up;
    qint64 begin = 0, end = 0; ///< bytes of the line, its end included
    int line = 0;
    QString options;
};

/// Where the lines are that part the file, and where the first statement before them.
struct Layout {
    std::vector<Marker> markers;
    int firstStatementLine = 0; ///< before any marker; 0: none
};

Layout layoutOf(const QByteArray &bytes)
{
    static const QRegularExpression form(uR"(\A--\s*migrate:(up|down)(?:\s+(.*))?\s*\z)"_s);
    Layout layout;
    int number = 1;
    for (qsizetype begin = 0; begin < bytes.size(); ++number) {
        auto end = bytes.indexOf('\n', begin);
        end = end < 0 ? bytes.size() : end + 1;
        auto text = bytes.mid(begin, end - begin);
        if (begin == 0 && text.startsWith("\xef\xbb\xbf"))
            text.remove(0, 3);
        if (text.startsWith("--")) {
            const auto match = form.match(QString::fromUtf8(text).trimmed());
            if (match.hasMatch())
                layout.markers.push_back({match.captured(1) == u"up" ? Direction::Up : Direction::Down, begin,
                                          end, number, match.captured(2)});
        } else if (layout.markers.empty() && layout.firstStatementLine == 0 && !text.trimmed().isEmpty()) {
            layout.firstStatementLine = number;
        }
        begin = end;
    }
    return layout;
}

std::optional<SourceProblem> wrongOption(const QString &path, const Marker &marker)
{
    for (const auto &option : marker.options.split(u' ', Qt::SkipEmptyParts)) {
        if (option.startsWith(u"transaction:"_s) && option != u"transaction:false" &&
            option != u"transaction:true")
            return SourceProblem{path, marker.line, u"'%1' is no option of dbmate's."_s.arg(option),
                                 u"Write transaction:false or transaction:true."_s};
    }
    return std::nullopt;
}

MigrationFile partOf(const QString &path, const QByteArray &bytes, const Marker &marker, qint64 end)
{
    MigrationFile part;
    part.path = path;
    part.begin = marker.end;
    part.end = end;
    part.firstLine = marker.line + 1;
    part.inTransaction = !marker.options.split(u' ').contains(u"transaction:false"_s);
    part.checksum = sourceChecksum(QByteArrayView(bytes).sliced(part.begin, part.end - part.begin));
    return part;
}

std::optional<SourceProblem> problemOf(const QString &path, const Layout &layout)
{
    const auto &markers = layout.markers;
    if (markers.empty() || (markers.size() == 1 && markers.front().direction == Direction::Down))
        return SourceProblem{
            path, 0, u"It has no line '-- migrate:up'."_s,
            u"Begin it with that line, or name it NUMBER_NAME.up.sql if it is golang-migrate's."_s};
    if (layout.firstStatementLine > 0)
        return SourceProblem{path, layout.firstStatementLine, u"A statement stands before '-- migrate:up'."_s,
                             u"Move it below that line; above it only comments are allowed."_s};
    if (markers.front().direction == Direction::Down)
        return SourceProblem{path, markers.front().line,
                             u"'-- migrate:down' stands before '-- migrate:up'."_s,
                             u"Put the part that applies first."_s};
    if (markers.size() > 2 || (markers.size() == 2 && markers.back().direction == Direction::Up)) {
        const auto &extra = markers[1].direction == Direction::Up ? markers[1] : markers[2];
        return SourceProblem{path, extra.line,
                             u"'-- migrate:%1' stands there a second time."_s.arg(
                                 extra.direction == Direction::Up ? u"up"_s : u"down"_s),
                             u"Keep one of each, or split the file in two migrations."_s};
    }
    for (const auto &marker : markers)
        if (auto wrong = wrongOption(path, marker))
            return wrong;
    return std::nullopt;
}

} // namespace

std::expected<DbmateParts, SourceProblem> splitDbmate(const QString &path, const QByteArray &bytes)
{
    const auto layout = layoutOf(bytes);
    if (auto problem = problemOf(path, layout))
        return std::unexpected(std::move(*problem));
    const auto &markers = layout.markers;
    const bool hasDown = markers.size() == 2;
    DbmateParts parts;
    parts.up = partOf(path, bytes, markers[0], hasDown ? markers[1].begin : bytes.size());
    // dbmate's own template leaves the part empty; an empty way back is none.
    if (hasDown && !bytes.sliced(markers[1].end).trimmed().isEmpty())
        parts.down = partOf(path, bytes, markers[1], bytes.size());
    return parts;
}

} // namespace seawall::db
