# What other people's C++ programs build against:
#
#   cmake --build build/release --target peerage_package
#   cmake --install build/release --prefix DIR --component client
#
# put the libraries, their headers under the paths they have here, the contract
# as .proto files and as a descriptor set, and the CMake package `Peerage` into
# DIR. clients/cpp/README.md tells its users.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(peerage_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/Peerage")

# All that is installed; a part of `all`.
add_custom_target(peerage_package DEPENDS peerage_client peerage_fake peerage_contract)

# peerage_protos is installed as peerage::protos.
foreach(library protos client fake)
  set_target_properties(peerage_${library} PROPERTIES EXPORT_NAME ${library})
endforeach()
install(TARGETS peerage_protos peerage_client peerage_fake
  EXPORT PeerageLibraries
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT client
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT client
  INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT PeerageLibraries NAMESPACE peerage:: DESTINATION "${peerage_package_dir}"
  COMPONENT client)

# Without google/rpc: no header of ours shows it, and another package may bring
# its own.
install(DIRECTORY "${CMAKE_BINARY_DIR}/protos/peerage"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT client
  FILES_MATCHING PATTERN "*.pb.h")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/protos" DESTINATION "${CMAKE_INSTALL_DATADIR}/peerage"
  COMPONENT client FILES_MATCHING PATTERN "*.proto")
install(FILES "${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/peerage.binpb"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/peerage" COMPONENT client)

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/PeerageConfig.cmake.in"
  "${CMAKE_BINARY_DIR}/package/PeerageConfig.cmake" INSTALL_DESTINATION "${peerage_package_dir}"
  NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may ask a caller to change something.
write_basic_package_version_file("${CMAKE_BINARY_DIR}/package/PeerageConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_BINARY_DIR}/package/PeerageConfig.cmake"
  "${CMAKE_BINARY_DIR}/package/PeerageConfigVersion.cmake"
  DESTINATION "${peerage_package_dir}" COMPONENT client)
