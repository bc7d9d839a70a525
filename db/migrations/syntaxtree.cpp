// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/syntaxtree.h"

#include <QByteArray>
#include <QSet>
#include <QThread>

#include <cstring>
#include <memory_resource>
#include <mutex>

#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

// The library has no limit of its own: a level of the tree takes some 3 kB of stack in protobuf-c.
constexpr qsizetype stackOfLevel = 6'000;
constexpr qsizetype depthOnAnyStack = 250;
constexpr qsizetype deepest = 10'000; // PostgreSQL itself gives up at its max_stack_depth of 2 MB

const ProtobufCFieldDescriptor *fieldOf(const ProtobufCMessage *message, const char *name)
{
    if (!message)
        return nullptr;
    const auto *field = protobuf_c_message_descriptor_get_field_by_name(message->descriptor, name);
    Q_ASSERT_X(field, message->descriptor->short_name, name);
    return field;
}

/// The value of a field in the C structure.
template<typename T>
T valueAt(const ProtobufCMessage *message, unsigned offset)
{
    T value;
    std::memcpy(&value, reinterpret_cast<const char *>(message) + offset,
                sizeof value); // NOLINT(bugprone-sizeof-expression)
    return value;
}

bool isSet(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field)
{
    const bool isOneOf = field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF;
    return !isOneOf || valueAt<quint32>(message, field->quantifier_offset) == field->id;
}

/// All nodes of a tree in one piece, let go in one go: quicker than node by node, and no recursion.
struct TreeMemory {
    static void *allocate(void *memory, size_t size)
    {
        return static_cast<std::pmr::monotonic_buffer_resource *>(memory)->allocate(size);
    }
    static void keep(void *, void *) {}

    std::pmr::monotonic_buffer_resource memory{16'384};
    ProtobufCAllocator allocator{allocate, keep, &memory};
};

std::expected<std::shared_ptr<const ProtobufCMessage>, SyntaxError> parseHere(const char *sql)
{
    // While it parses, the library sends the standard error output of the whole process into a pipe.
    static std::mutex oneAtATime;
    const std::lock_guard lock(oneAtATime);
    const auto result = pg_query_parse_protobuf(sql);
    const std::unique_ptr<const PgQueryProtobufParseResult, void (*)(const PgQueryProtobufParseResult *)>
        release(&result, [](const auto *parsed) { pg_query_free_protobuf_parse_result(*parsed); });
    if (result.error)
        return std::unexpected(
            SyntaxError{QString::fromUtf8(result.error->message), qMax(0, result.error->cursorpos - 1)});
    const auto tree = std::make_shared<TreeMemory>();
    auto *root =
        pg_query__parse_result__unpack(&tree->allocator, result.parse_tree.len,
                                       reinterpret_cast<const quint8 *>(result.parse_tree.data)); // NOLINT
    if (!root)
        return std::unexpected(SyntaxError{u"the parser's answer could not be read"_s, 0});
    return std::shared_ptr<const ProtobufCMessage>(tree, &root->base);
}

} // namespace

SyntaxNode::SyntaxNode(const ProtobufCMessage *message) : m_message(message)
{
    if (message && message->descriptor == &pg_query__node__descriptor) {
        // All alternatives of a Node are pointers to messages in one place.
        const auto *node = reinterpret_cast<const PgQuery__Node *>(message);
        m_message = node->node_case == PG_QUERY__NODE__NODE__NOT_SET
                        ? nullptr
                        : reinterpret_cast<const ProtobufCMessage *>(node->alias);
    }
}

QLatin1StringView SyntaxNode::type() const
{
    return QLatin1StringView(m_message ? m_message->descriptor->short_name : "");
}

SyntaxNode SyntaxNode::node(const char *name) const
{
    const auto *field = fieldOf(m_message, name);
    if (!field || !isSet(m_message, field))
        return {};
    Q_ASSERT(field->type == PROTOBUF_C_TYPE_MESSAGE && field->label != PROTOBUF_C_LABEL_REPEATED);
    return SyntaxNode(valueAt<const ProtobufCMessage *>(m_message, field->offset));
}

std::vector<SyntaxNode> SyntaxNode::nodes(const char *name) const
{
    const auto *field = fieldOf(m_message, name);
    if (!field)
        return {};
    Q_ASSERT(field->label == PROTOBUF_C_LABEL_REPEATED);
    const auto count = valueAt<size_t>(m_message, field->quantifier_offset);
    auto *const *items = valueAt<ProtobufCMessage **>(m_message, field->offset);
    std::vector<SyntaxNode> nodes;
    nodes.reserve(count);
    for (size_t i = 0; i < count; ++i)
        nodes.emplace_back(items[i]);
    return nodes;
}

QString SyntaxNode::text(const char *name) const
{
    const auto *field = fieldOf(m_message, name);
    if (!field || !isSet(m_message, field))
        return {};
    Q_ASSERT(field->type == PROTOBUF_C_TYPE_STRING);
    return QString::fromUtf8(valueAt<const char *>(m_message, field->offset));
}

QLatin1StringView SyntaxNode::choice(const char *name) const
{
    const auto *field = fieldOf(m_message, name);
    if (!field || field->type != PROTOBUF_C_TYPE_ENUM)
        return {};
    const auto *values = static_cast<const ProtobufCEnumDescriptor *>(field->descriptor);
    const auto *value = protobuf_c_enum_descriptor_get_value(values, valueAt<int>(m_message, field->offset));
    return QLatin1StringView(value ? value->name : "");
}

int SyntaxNode::number(const char *name) const
{
    const auto *field = fieldOf(m_message, name);
    return field && isSet(m_message, field) ? valueAt<int>(m_message, field->offset) : 0;
}

void SyntaxNode::appendChildren(std::vector<SyntaxNode> &to) const
{
    for (unsigned i = 0; m_message && i < m_message->descriptor->n_fields; ++i) {
        const auto &field = m_message->descriptor->fields[i];
        if (field.type != PROTOBUF_C_TYPE_MESSAGE)
            continue;
        if (field.label == PROTOBUF_C_LABEL_REPEATED) {
            const auto inside = nodes(field.name);
            to.insert(to.end(), inside.begin(), inside.end());
        } else if (const auto inside = node(field.name)) {
            to.push_back(inside);
        }
    }
}

std::expected<SyntaxTree, SyntaxError> SyntaxTree::parse(const QByteArray &utf8, qsizetype depth)
{
    if (depth > deepest)
        return std::unexpected(SyntaxError{u"it is nested too deeply to be understood beforehand"_s, 0});
    std::expected<std::shared_ptr<const ProtobufCMessage>, SyntaxError> root;
    if (depth <= depthOnAnyStack) {
        root = parseHere(utf8.constData());
    } else {
        const std::unique_ptr<QThread> thread(
            QThread::create([&root, &utf8] { root = parseHere(utf8.constData()); }));
        thread->setStackSize(static_cast<uint>(1'000'000 + depth * stackOfLevel));
        thread->start();
        thread->wait();
    }
    if (!root)
        return std::unexpected(std::move(root.error()));
    SyntaxTree tree;
    tree.m_root = std::move(*root);
    for (const auto &raw : SyntaxNode(tree.m_root.get()).nodes("stmts"))
        tree.m_statements.push_back(raw.node("stmt"));
    return tree;
}

bool isKeyword(QStringView word)
{
    static const auto keywords = [] {
        QSet<QString> words;
        const auto &tokens = pg_query__token__descriptor;
        for (unsigned i = 0; i < tokens.n_values; ++i) {
            auto name = QString::fromLatin1(tokens.values[i].name);
            if (tokens.values[i].value < PG_QUERY__TOKEN__ABORT_P || name.endsWith("_LA"_L1))
                continue;
            if (name.endsWith("_P"_L1))
                name.chop(2);
            words.insert(name.toLower());
        }
        return words;
    }();
    return keywords.contains(word.toString().toLower());
}

} // namespace seawall::db
