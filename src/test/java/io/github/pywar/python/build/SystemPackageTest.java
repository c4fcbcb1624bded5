package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of logs of real builds on machines that lacked a package. */
class SystemPackageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "error: command 'gcc' failed: No such file or directory                               | build-essential   | gcc-c++",
                "unable to execute 'x86_64-linux-gnu-gcc': No such file or directory                  | build-essential   | gcc-c++",
                "error: command '/usr/bin/x86_64-linux-gnu-g++-12' failed: No such file or directory  | build-essential   | gcc-c++",
                "../meson.build:1:0: ERROR: Unknown compiler(s): [['cc'], ['gcc'], ['clang']]         | build-essential   | gcc-c++",
                "  No CMAKE_C_COMPILER could be found.                                                | build-essential   | gcc-c++",
                "src/x.c:1:10: fatal error: Python.h: No such file or directory                       | python3.11-dev    | python3.11-devel",
                "src/x.c:1:10: fatal error: 'Python.h' file not found                                 | python3.11-dev    | python3.11-devel",
                "Error: pg_config executable not found.                                               | libpq-dev         | libpq-devel",
                "FileNotFoundError: [Errno 2] No such file or directory: 'pg_config'                  | libpq-dev         | libpq-devel",
                "./psycopg/psycopg.h:36:10: fatal error: libpq-fe.h: No such file or directory        | libpq-dev         | libpq-devel",
                "/bin/sh: 1: mysql_config: not found                                                  | default-libmysqlclient-dev | mariadb-connector-c-devel",
                "Exception: Can not find valid pkg-config name.                                       | default-libmysqlclient-dev | mariadb-connector-c-devel",
                "Error: Please make sure the libxml2 and libxslt development packages are installed.  | libxml2-dev       | libxml2-devel",
                "src/lxml/etree.c:98:10: fatal error: libxml/xpath.h: No such file or directory       | libxml2-dev       | libxml2-devel",
                "/bin/sh: 1: xslt-config: not found                                                   | libxslt1-dev      | libxslt-devel",
                "c/_cffi_backend.c:15:10: fatal error: ffi.h: No such file or directory               | libffi-dev        | libffi-devel",
                "src/_ssl.c:9:10: fatal error: openssl/opensslv.h: No such file or directory          | libssl-dev        | openssl-devel",
                "  Could not find directory of OpenSSL installation                                   |                   |",
                "  Could not find OpenSSL installation                                                | libssl-dev        | openssl-devel",
                "/usr/bin/ld: cannot find -lssl: No such file or directory                            | libssl-dev        | openssl-devel",
                "/usr/bin/ld: cannot find -lz                                                         | zlib1g-dev        | zlib-devel",
                "The headers or library files could not be found for jpeg,                            | libjpeg-dev       | libjpeg-turbo-devel",
                "The headers or library files could not be found for zlib,                            | zlib1g-dev        | zlib-devel",
                "Package xmlsec1 was not found in the pkg-config search path.                         | libxmlsec1-dev    | xmlsec1-devel",
                "Package 'xmlsec1', required by 'virtual:world', not found                            | libxmlsec1-dev    | xmlsec1-devel",
                "Modules/common.h:15:10: fatal error: lber.h: No such file or directory               | libldap-dev       | openldap-devel",
                "Modules/LDAPObject.c:16:10: fatal error: sasl/sasl.h: No such file or directory      | libsasl2-dev      | cyrus-sasl-devel",
                "/bin/sh: 1: krb5-config: not found                                                   | libkrb5-dev       | krb5-devel",
                "Could not run curl-config: [Errno 2] No such file or directory: 'curl-config'        | libcurl4-openssl-dev | libcurl-devel",
                "error: can't find Rust compiler                                                      | cargo             | cargo",
                "Cargo, the Rust package manager, is not installed or is not on PATH.                 | cargo             | cargo",
                "FileNotFoundError: [Errno 2] No such file or directory: 'cmake'                      | cmake             | cmake",
                "../meson.build:30:0: ERROR: Unknown compiler(s): [['gfortran'], ['flang'], ['nvfortran']] | gfortran     | gcc-gfortran",
                "../meson.build:77:4: ERROR: Dependency \"openblas\" not found, tried pkgconfig       | libopenblas-dev   | openblas-devel",
                "../meson.build:31:12: ERROR: Dependency \"cairo\" not found, tried pkgconfig and cmake | libcairo2-dev   | cairo-devel",
                "/bin/sh: 1: pkg-config: not found                                                    | pkg-config        | pkgconf-pkg-config",
                "bash: line 1: make: command not found                                                | make              | make",
                "src/yaml.c:1:10: fatal error: yaml.h: No such file or directory                      | libyaml-dev       | libyaml-devel",
                "src/pyodbc.h:45:10: fatal error: sql.h: No such file or directory                    | unixodbc-dev      | unixODBC-devel",
                "ValueError: no luck                                                                  |                   |",
                "src/x.c:1:10: fatal error: own_header.h: No such file or directory                   |                   |",
                "collect2: error: ld returned 1 exit status                                           |                   |",
                "warning: no previously-included files found matching 'gcc'                           |                   |"
            })
    void namesPackageOfLogsThatShowItOnly(String line, String debian, String rhel) {
        Optional<SystemPackage> found =
                SystemPackage.missing("running build_ext\n" + line + "\nerror: build failed\n", "3.11");

        assertThat(found.map(SystemPackage::debian)).isEqualTo(Optional.ofNullable(debian));
        assertThat(found.map(SystemPackage::rhel)).isEqualTo(Optional.ofNullable(rhel));
    }

    @Test
    void namesTheFirstOfSeveral() {
        String log = """
                /bin/sh: 1: gcc: not found
                x.c:1:10: fatal error: Python.h: No such file or directory
                """;

        assertThat(SystemPackage.missing(log, "3.11").map(SystemPackage::debian))
                .contains("build-essential");
    }

    @Test
    void namesTheCommands() {
        assertThat(SystemPackage.missing("fatal error: ffi.h: No such file", "3.11")
                        .orElseThrow()
                        .hint())
                .hasToString("`ffi.h` is missing on this machine: `apt-get install libffi-dev` on Debian and Ubuntu,"
                        + " `dnf install libffi-devel` on RHEL and Fedora");
    }
}
