# SPDX-FileCopyrightText: 2026 The Seawall authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Most of what a file costs the compiler are the templates of the headers. The files of a folder share them, some at a
# time, so that a name in an unnamed namespace is taken once in a folder. A file with an alias of its own for the whole
# of it (`using State = …;`) is compiled alone.
option(SEAWALL_UNITY "Compile several files of a folder at once" ON)

function(seawall_unity TARGET AT_ONCE)
    if(NOT SEAWALL_UNITY)
        return()
    endif()
    get_target_property(FILES ${TARGET} SOURCES)
    list(FILTER FILES INCLUDE REGEX "[.]cpp$")
    list(SORT FILES)
    set(FOLDER "")
    foreach(FILE IN LISTS FILES)
        file(STRINGS ${FILE} ALIASES REGEX "^(using [A-Z][A-Za-z]* = |QString tr\\()")
        if(ALIASES)
            continue()
        endif()
        get_filename_component(OWN_FOLDER ${FILE} DIRECTORY)
        if(NOT OWN_FOLDER STREQUAL FOLDER)
            set(FOLDER ${OWN_FOLDER})
            set(COUNT 0)
            file(RELATIVE_PATH NAME ${CMAKE_CURRENT_SOURCE_DIR} ${FOLDER})
            string(MAKE_C_IDENTIFIER "${NAME}" NAME)
        endif()
        math(EXPR GROUP "${COUNT} / ${AT_ONCE}")
        math(EXPR COUNT "${COUNT} + 1")
        set_source_files_properties(${FILE} PROPERTIES UNITY_GROUP ${NAME}${GROUP})
    endforeach()
    # Of types in a header's unnamed namespace, which a file that is included here seems to be.
    target_compile_options(${TARGET} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    set_target_properties(${TARGET} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
