# SPDX-FileCopyrightText: 2026 The Seawall authors
# SPDX-License-Identifier: GPL-3.0-or-later
# toml++, a parser of TOML, its headers alone: Tomlplusplus::Tomlplusplus.
find_path(Tomlplusplus_INCLUDE_DIR toml++/toml.h)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Tomlplusplus
    REQUIRED_VARS Tomlplusplus_INCLUDE_DIR
    REASON_FAILURE_MESSAGE "Install the package libtomlplusplus-dev (scripts/install-packages does).")

if(Tomlplusplus_FOUND AND NOT TARGET Tomlplusplus::Tomlplusplus)
    add_library(Tomlplusplus::Tomlplusplus INTERFACE IMPORTED)
    set_target_properties(Tomlplusplus::Tomlplusplus PROPERTIES
        INTERFACE_INCLUDE_DIRECTORIES "${Tomlplusplus_INCLUDE_DIR}")
endif()
mark_as_advanced(Tomlplusplus_INCLUDE_DIR)
