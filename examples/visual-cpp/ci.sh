#!/bin/sh
# ci.sh native|mingw|drop-in: one job of the CI; github-actions.yml and gitlab-ci.yml call it.
#
# For Debian or Ubuntu, as root or with sudo. vsapi is a submodule of this repository.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
vsapi=${VSAPI:-$here/third_party/vsapi}
out=${OUT:-$here/build}

# vsapi itself, installed into a folder of this build
vsapi_for() { # NAME CMAKE-OPTION...
    name=$1
    shift
    cmake -S "$vsapi" -B "$out/vsapi-$name" -G Ninja -DCMAKE_BUILD_TYPE=Release \
        -DVSAPI_TESTS=OFF -DVSAPI_BENCH=OFF "$@"
    cmake --build "$out/vsapi-$name"
    cmake --install "$out/vsapi-$name" --prefix "$out/$name-prefix"
}

# the project's own programs, built against it and tested
programs_for() { # NAME CMAKE-OPTION...
    name=$1
    shift
    cmake -S "$here" -B "$out/$name" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
        -Dvssapi_DIR="$out/$name-prefix/lib/cmake/vssapi" "$@"
    cmake --build "$out/$name"
    ctest --test-dir "$out/$name" --output-on-failure
}

# On Linux, with the sanitizers.
native() {
    sh "$vsapi/scripts/install-packages"
    vsapi_for native -DCMAKE_INSTALL_LIBDIR=lib
    programs_for native -DCMAKE_CXX_COMPILER=clang++ \
        "-DCMAKE_CXX_FLAGS=-fsanitize=address,undefined -fno-sanitize=vptr"
}

# For Windows, run under Wine.
mingw() {
    sh "$vsapi/scripts/install-packages" mingw
    vsapi_for mingw --toolchain "$vsapi/cmake/mingw-x86_64.cmake"
    programs_for mingw --toolchain "$vsapi/cmake/mingw-x86_64.cmake" \
        "-DCMAKE_CROSSCOMPILING_EMULATOR=$vsapi/scripts/wine"
}

# Programs that Visual C++ has built, in the folder windows-build; only the DLL is ours.
drop_in() {
    sh "$vsapi/scripts/install-packages" mingw
    vsapi_for mingw --toolchain "$vsapi/cmake/mingw-x86_64.cmake"
    cp "$out/mingw-prefix/bin/vssapi.dll" "$here/windows-build"
    for name in shadow-reader journal-writer; do
        argument=""
        [ $name != journal-writer ] || argument=/once
        cmake "-DEXPECTED=$here/$name.txt" \
            "-DRUN=$vsapi/scripts/wine;$here/windows-build/$name.exe;C:\\vsapi-example;$argument" \
            -P "$here/compare.cmake"
    done
}

case ${1:-} in
native) native ;;
mingw) mingw ;;
drop-in) drop_in ;;
*)
    echo "usage: ci.sh native|mingw|drop-in" >&2
    exit 2
    ;;
esac
