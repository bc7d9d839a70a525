# SPDX-FileCopyrightText: 2026 The Seawall authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What is installed beside the programs, and the Debian package that CPack makes of it.
set(SEAWALL_RELEASE_DATE "2026-11-26")
set(DESKTOP ${PROJECT_SOURCE_DIR}/resources/desktop)
set(METAINFO org.seawall.Seawall.metainfo.xml)
configure_file(${DESKTOP}/${METAINFO}.in ${PROJECT_BINARY_DIR}/${METAINFO} @ONLY)

install(FILES ${DESKTOP}/seawall.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${PROJECT_BINARY_DIR}/${METAINFO} DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/seawall.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES ${PROJECT_SOURCE_DIR}/resources/completions/seawallctl.bash
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME seawallctl)
install(FILES ${PROJECT_SOURCE_DIR}/resources/completions/_seawallctl
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${PROJECT_SOURCE_DIR}/docs/man/seawall.1 ${PROJECT_SOURCE_DIR}/docs/man/seawallctl.1
    DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${PROJECT_SOURCE_DIR}/.env.example
    DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME seawall)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The Seawall authors <seawall@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "operations console for PostgreSQL primary/replica clusters")
set(CPACK_PACKAGE_DESCRIPTION
"Seawall shows within a second whether a replica can be trusted: replication lag measured by the console's own clock, use
of connections and pools, verdicts with their reason. Migrations, checklists, feature flags and failover are carried out
step by step: previewed, confirmed, journalled, and marked on the charts.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What is loaded at run time, and what shlibdeps cannot see therefore.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6svg6, libqt6sql6-sqlite, breeze-icon-theme")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "postgresql-client, fonts-dejavu-core")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql, pgbouncer, patroni")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
include(CPack)
