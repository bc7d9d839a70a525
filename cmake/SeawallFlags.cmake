# SPDX-FileCopyrightText: 2026 The Seawall authors
# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target for the language level, the warnings and the sanitizers of every target.
option(SEAWALL_WERROR "Treat warnings as errors" OFF)
set(SEAWALL_SANITIZE "" CACHE STRING "Sanitizers to build with: 'address,undefined' or 'thread'")

add_library(seawall_flags INTERFACE)
target_compile_features(seawall_flags INTERFACE cxx_std_23)
target_compile_options(seawall_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
    -Wno-missing-field-initializers # members have their defaults in the struct
    # GCC 12 takes the value of an empty std::optional for read (its bug 80635).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
    $<$<BOOL:${SEAWALL_WERROR}>:-Werror>)
target_compile_definitions(seawall_flags INTERFACE
    QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_CAST_TO_ASCII QT_DISABLE_DEPRECATED_BEFORE=0x060400
    SEAWALL_VERSION="${PROJECT_VERSION}")
if(SEAWALL_SANITIZE)
    target_compile_options(seawall_flags INTERFACE
        -fsanitize=${SEAWALL_SANITIZE} -g1 -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(seawall_flags INTERFACE -fsanitize=${SEAWALL_SANITIZE})
endif()

if(SEAWALL_FUZZ)
    target_compile_options(seawall_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(SEAWALL_MOLD mold)
if(SEAWALL_MOLD)
    target_link_options(seawall_flags INTERFACE -fuse-ld=mold)
endif()
find_program(SEAWALL_CCACHE ccache)
if(SEAWALL_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        ${SEAWALL_CCACHE})
endif()
