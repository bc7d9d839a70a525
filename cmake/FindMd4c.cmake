# SPDX-FileCopyrightText: 2026 The Seawall authors
# SPDX-License-Identifier: GPL-3.0-or-later
# md4c, a parser of Markdown: Md4c::Md4c.
find_path(Md4c_INCLUDE_DIR md4c.h)
find_library(Md4c_LIBRARY md4c)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Md4c
    REQUIRED_VARS Md4c_LIBRARY Md4c_INCLUDE_DIR
    REASON_FAILURE_MESSAGE "Install the package libmd4c-dev (scripts/install-packages does).")

if(Md4c_FOUND AND NOT TARGET Md4c::Md4c)
    add_library(Md4c::Md4c UNKNOWN IMPORTED)
    set_target_properties(Md4c::Md4c PROPERTIES
        IMPORTED_LOCATION ${Md4c_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES "${Md4c_INCLUDE_DIR}")
endif()
mark_as_advanced(Md4c_INCLUDE_DIR Md4c_LIBRARY)
