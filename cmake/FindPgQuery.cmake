# SPDX-FileCopyrightText: 2026 The Seawall authors
# SPDX-License-Identifier: GPL-3.0-or-later
# libpg_query, PostgreSQL's parser as a library, with protobuf-c in which it hands over its trees: PgQuery::PgQuery.
find_path(PgQuery_INCLUDE_DIR pg_query.h)
find_library(PgQuery_LIBRARY pg_query)
find_library(PgQuery_PROTOBUF_LIBRARY protobuf-c)
find_library(PgQuery_XXHASH_LIBRARY xxhash)
find_path(PgQuery_PROTOBUF_INCLUDE_DIR protobuf-c/protobuf-c.h)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(PgQuery
    REQUIRED_VARS PgQuery_LIBRARY PgQuery_INCLUDE_DIR PgQuery_PROTOBUF_LIBRARY PgQuery_PROTOBUF_INCLUDE_DIR
        PgQuery_XXHASH_LIBRARY
    REASON_FAILURE_MESSAGE "Install the packages libpg-query-dev, libprotobuf-c-dev and libxxhash-dev (scripts/install-packages does).")

if(PgQuery_FOUND AND NOT TARGET PgQuery::PgQuery)
    add_library(PgQuery::PgQuery UNKNOWN IMPORTED)
    set_target_properties(PgQuery::PgQuery PROPERTIES
        IMPORTED_LOCATION ${PgQuery_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES "${PgQuery_INCLUDE_DIR};${PgQuery_PROTOBUF_INCLUDE_DIR}"
        INTERFACE_LINK_LIBRARIES "${PgQuery_PROTOBUF_LIBRARY};${PgQuery_XXHASH_LIBRARY}")
endif()
mark_as_advanced(PgQuery_INCLUDE_DIR PgQuery_LIBRARY PgQuery_PROTOBUF_LIBRARY PgQuery_PROTOBUF_INCLUDE_DIR
    PgQuery_XXHASH_LIBRARY)
