// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <expected>
#include <memory>
#include <vector>

struct ProtobufCMessage;

namespace seawall::db {

/// A node of PostgreSQL's parse tree; types, fields and enumerators bear the names that they have in
/// PostgreSQL's nodes/parsenodes.h, fields in lower_case. An absent node answers with empty values. Valid as
/// long as its SyntaxTree.
class SyntaxNode final
{
public:
    SyntaxNode() = default;
    explicit SyntaxNode(const ProtobufCMessage *message);
    explicit operator bool() const { return m_message; }
    QLatin1StringView type() const; ///< 'AlterTableStmt'; A_Const is 'AConst'
    bool is(QLatin1StringView name) const { return type() == name; }
    SyntaxNode node(const char *field) const;
    std::vector<SyntaxNode> nodes(const char *field) const;
    QString text(const char *field) const;
    QLatin1StringView choice(const char *field) const; ///< 'AT_AddColumn'
    int number(const char *field) const;
    bool flag(const char *field) const { return number(field) != 0; }
    void appendChildren(std::vector<SyntaxNode> &to) const; ///< the nodes of all fields

private:
    const ProtobufCMessage *m_message = nullptr;
};

struct SyntaxError {
    QString message;          ///< the parser's words
    qsizetype characters = 0; ///< that stand before the place
};

/// What PostgreSQL's parser (of version 15) makes of a text; owns the nodes. Not copied.
class SyntaxTree final
{
public:
    /// `depth`: no more than so many nodes can stand within each other; decides on the stack it takes.
    /// Thread-safe; one text is parsed at a time.
    static std::expected<SyntaxTree, SyntaxError> parse(const QByteArray &utf8, qsizetype depth);

    const std::vector<SyntaxNode> &statements() const { return m_statements; }

private:
    std::shared_ptr<const ProtobufCMessage> m_root;
    std::vector<SyntaxNode> m_statements;
};

/// A word with a meaning in SQL, reserved or not.
bool isKeyword(QStringView word);

} // namespace seawall::db
