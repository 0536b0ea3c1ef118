# The Debian packages. `rohnamo` makes a machine a kiosk: it pulls in the screen and the daemon,
# starts both with the machine, and has the program that sets the machine up. Each of the others is its program alone, so that an editor's
# computer with `rohnamo-content` stays what it is.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "Rohnamo maintainers <maintainers@rohnamo.example>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
if(CMAKE_CROSSCOMPILING)
  execute_process(COMMAND dpkg-architecture -t ${CMAKE_LIBRARY_ARCHITECTURE} -q DEB_HOST_ARCH
    OUTPUT_VARIABLE CPACK_DEBIAN_PACKAGE_ARCHITECTURE OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
endif()
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_COMPONENTS_ALL kiosk sync content rohnamo)
set(same_version "(= ${PROJECT_VERSION})")

set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each has its own

# rohnamo_package(COMPONENT NAME SECTION DEPENDS DESCRIPTION): its first line is the summary.
macro(rohnamo_package component name section depends description)
  string(TOUPPER ${component} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name})
  set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION ${section})
  set(CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS "${depends}")
  set(CPACK_DEBIAN_${upper}_DESCRIPTION "${description}")
  file(GLOB scripts ${PROJECT_SOURCE_DIR}/systemd/${component}/p*inst
    ${PROJECT_SOURCE_DIR}/systemd/${component}/p*rm)
  set(CPACK_DEBIAN_${upper}_PACKAGE_CONTROL_EXTRA "${scripts}")
endmacro()

# SDL2_image and SDL2_mixer are loaded by the program itself, when they are first needed.
rohnamo_package(kiosk rohnamo-kiosk misc
  "systemd, passwd, libsdl2-image-2.0-0 (>= 2.6), libsdl2-mixer-2.0-0 (>= 2.6)"
"stories and contacts on a public touch screen
Shows what rohnamo-sync has fetched: a carousel of stories to touch and
read, contacts and notices, in several languages, without a network and
without a display server.
The package rohnamo starts it with the machine.")
set(CPACK_DEBIAN_KIOSK_PACKAGE_RECOMMENDS "libgl1-mesa-dri, libegl1, libgles2")
set(CPACK_DEBIAN_KIOSK_PACKAGE_SHLIBDEPS ON)

rohnamo_package(sync rohnamo-sync net "systemd, passwd, mount, ca-certificates"
"daemon that keeps a kiosk's stories up to date
Fetches a mission's signed publication whenever there is a connection, from
its servers, from other kiosks nearby or from a USB stick, verifies all of it
(The Update Framework) and puts it before the screen as a whole.
The package rohnamo starts it with the machine.")
set(CPACK_DEBIAN_SYNC_PACKAGE_RECOMMENDS "avahi-daemon")
set(CPACK_DEBIAN_SYNC_PACKAGE_SHLIBDEPS ON)

rohnamo_package(content rohnamo-content text "rohnamo-kiosk ${same_version}"
"writes, checks, previews and publishes a kiosk's channel
For the editor of a mission's screens: new stories, translations, a preview
that is the real screen, signing, and publishing to any web server.")
# Programs that it calls where an editor asks for it: import --pictures, upload.
set(CPACK_DEBIAN_CONTENT_PACKAGE_SUGGESTS "curl, rsync, rclone")
set(CPACK_DEBIAN_CONTENT_PACKAGE_SHLIBDEPS ON)

rohnamo_package(rohnamo rohnamo misc
  "rohnamo-kiosk (>= ${PROJECT_VERSION}), rohnamo-sync (>= ${PROJECT_VERSION}), apt, dpkg-repack"
"makes this machine a story and information kiosk
The screen and the daemon, both started with the machine. The screen takes
the first console. A file rohnamo.yaml on the boot partition or a USB stick
sets up a new one.")
set(CPACK_DEBIAN_ROHNAMO_PACKAGE_SHLIBDEPS ON)

file(WRITE ${PROJECT_BINARY_DIR}/packages/kiosk/conffiles "/etc/rohnamo/kiosk.yaml\n")
file(WRITE ${PROJECT_BINARY_DIR}/packages/sync/conffiles "/etc/rohnamo/sync.yaml\n")
list(APPEND CPACK_DEBIAN_KIOSK_PACKAGE_CONTROL_EXTRA ${PROJECT_BINARY_DIR}/packages/kiosk/conffiles)
list(APPEND CPACK_DEBIAN_SYNC_PACKAGE_CONTROL_EXTRA ${PROJECT_BINARY_DIR}/packages/sync/conffiles)
include(CPack)
