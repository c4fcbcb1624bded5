package io.github.pywar.python.build;

import io.github.pywar.base.error.Hint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Package of the system that a build lacks, as the build's log suggests it.
 *
 * @param missing what the log names, for example {@code pg_config}
 * @param debian the package of Debian and Ubuntu; {@code %s} is the version of Python
 * @param rhel the package of RHEL and Fedora
 */
record SystemPackage(String missing, String debian, String rhel) {

    /** Messages about a missing file, library, program or dependency, with its name as the first group. */
    private static final List<Pattern> MESSAGES = List.of(
            Pattern.compile("fatal error: ['\"]?([\\w./+-]{1,80}?)['\"]?:? (?:No such file|file not found)"),
            Pattern.compile("cannot find (-l[\\w.+-]{1,60})"),
            Pattern.compile("library not found for (-l[\\w.+-]{1,60})"),
            Pattern.compile("(?:command|execute) '([\\w./+-]{1,80})'(?: failed)?: No such file"),
            Pattern.compile("No such file or directory: '([\\w./+-]{1,80})'"),
            Pattern.compile("(?m)(?:^|: )([\\w.+-]{1,60}): (?:command )?not found"),
            Pattern.compile("(?:Error: |`)?\\b([\\w.+-]{1,60})`? executable not found"),
            Pattern.compile("Unknown compiler\\(s\\): \\[\\['([\\w.+-]{1,60})'\\]"),
            Pattern.compile("No (CMAKE_[A-Za-z]{1,10}_COMPILER) could be found"),
            Pattern.compile("Dependency \"([\\w.+-]{1,60})\" not found"),
            Pattern.compile("(?:No package|Package) '([\\w.+-]{1,60})'(?:, required by '[^']{1,60}',)? (?:not )?found"),
            Pattern.compile("Package ([\\w.+-]{1,60}) was not found in the pkg-config search path"),
            Pattern.compile("library files could not be found for ([\\w.+-]{1,60})"),
            Pattern.compile("Program '([\\w.+-]{1,60})' not found"),
            Pattern.compile("Could not find (?:`|')?(cargo|rustc|cmake|ninja|CMake)\\b"));

    /** Sentences that name no file, and what they mean. */
    private static final Map<String, String> SENTENCES = Map.of(
            "can't find Rust compiler", "rustc",
            "Cargo, the Rust package manager, is not installed", "cargo",
            "Please make sure the libxml2 and libxslt development packages are installed", "libxml/xmlversion.h",
            "Could not find function xmlCheckVersion in library libxml2", "libxml/xmlversion.h",
            "Can not find valid pkg-config name", "mysql_config",
            "No working compiler found", "cc",
            "Could not find OpenSSL installation", "openssl/ssl.h",
            "pkg-config not found", "pkg-config");

    private static final List<SystemPackage> KNOWN = List.of(
            new SystemPackage("Python.h", "python%s-dev", "python%s-devel"),
            new SystemPackage(
                    "cc gcc CMAKE_C_COMPILER CMAKE_CXX_COMPILER c++ g++ stdio.h limits.h cstdint",
                    "build-essential",
                    "gcc-c++"),
            new SystemPackage("make gmake", "make", "make"),
            new SystemPackage("cmake", "cmake", "cmake"),
            new SystemPackage("ninja", "ninja-build", "ninja-build"),
            new SystemPackage("gfortran f77 f95 ifort", "gfortran", "gcc-gfortran"),
            new SystemPackage("cargo rustc", "cargo", "cargo"),
            new SystemPackage("swig swig3.0", "swig", "swig"),
            new SystemPackage("git", "git", "git"),
            new SystemPackage("pkg-config pkgconf", "pkg-config", "pkgconf-pkg-config"),
            new SystemPackage("pg_config libpq-fe.h postgres_ext.h -lpq libpq", "libpq-dev", "libpq-devel"),
            new SystemPackage(
                    "mysql_config mariadb_config mysql.h mysql/mysql.h mysqlclient -lmysqlclient",
                    "default-libmysqlclient-dev",
                    "mariadb-connector-c-devel"),
            new SystemPackage(
                    "xml2-config libxml/xmlversion.h libxml/tree.h libxml/xpath.h -lxml2 libxml-2.0",
                    "libxml2-dev",
                    "libxml2-devel"),
            new SystemPackage(
                    "xslt-config libxslt/xsltconfig.h -lxslt -lexslt libxslt", "libxslt1-dev", "libxslt-devel"),
            new SystemPackage("ffi.h -lffi libffi", "libffi-dev", "libffi-devel"),
            new SystemPackage(
                    "openssl/ssl.h openssl/opensslv.h openssl/crypto.h openssl/evp.h openssl/err.h -lssl -lcrypto openssl libssl",
                    "libssl-dev",
                    "openssl-devel"),
            new SystemPackage("zlib.h -lz zlib", "zlib1g-dev", "zlib-devel"),
            new SystemPackage("bzlib.h -lbz2", "libbz2-dev", "bzip2-devel"),
            new SystemPackage("lzma.h -llzma liblzma", "liblzma-dev", "xz-devel"),
            new SystemPackage("jpeg jpeglib.h -ljpeg libjpeg", "libjpeg-dev", "libjpeg-turbo-devel"),
            new SystemPackage("png.h -lpng libpng", "libpng-dev", "libpng-devel"),
            new SystemPackage("freetype ft2build.h -lfreetype freetype2", "libfreetype-dev", "freetype-devel"),
            new SystemPackage("cairo.h cairo", "libcairo2-dev", "cairo-devel"),
            new SystemPackage(
                    "girepository.h gobject-introspection-1.0 girepository-1.0",
                    "libgirepository1.0-dev",
                    "gobject-introspection-devel"),
            new SystemPackage("xmlsec1 xmlsec/xmlsec.h", "libxmlsec1-dev", "xmlsec1-devel"),
            new SystemPackage("lber.h ldap.h -lldap -llber -lldap_r", "libldap-dev", "openldap-devel"),
            new SystemPackage("sasl/sasl.h sasl.h -lsasl2", "libsasl2-dev", "cyrus-sasl-devel"),
            new SystemPackage("krb5-config gssapi.h gssapi/gssapi.h -lgssapi_krb5 krb5.h", "libkrb5-dev", "krb5-devel"),
            new SystemPackage("curl-config curl/curl.h -lcurl libcurl", "libcurl4-openssl-dev", "libcurl-devel"),
            new SystemPackage("yaml.h -lyaml", "libyaml-dev", "libyaml-devel"),
            new SystemPackage("sqlite3.h -lsqlite3 sqlite3", "libsqlite3-dev", "sqlite-devel"),
            new SystemPackage("sql.h sqlext.h -lodbc", "unixodbc-dev", "unixODBC-devel"),
            new SystemPackage("gmp.h -lgmp", "libgmp-dev", "gmp-devel"),
            new SystemPackage("mpfr.h -lmpfr", "libmpfr-dev", "mpfr-devel"),
            new SystemPackage(
                    "openblas cblas.h -lopenblas blas lapack -lblas -llapack", "libopenblas-dev", "openblas-devel"),
            new SystemPackage("gdal-config gdal.h -lgdal gdal", "libgdal-dev", "gdal-devel"),
            new SystemPackage("geos-config geos_c.h -lgeos_c", "libgeos-dev", "geos-devel"),
            new SystemPackage("proj.h -lproj proj", "libproj-dev", "proj-devel"),
            new SystemPackage("snappy-c.h snappy.h -lsnappy", "libsnappy-dev", "snappy-devel"),
            new SystemPackage("librdkafka/rdkafka.h -lrdkafka", "librdkafka-dev", "librdkafka-devel"),
            new SystemPackage("libmemcached/memcached.h -lmemcached", "libmemcached-dev", "libmemcached-devel"),
            new SystemPackage("magic.h -lmagic", "libmagic-dev", "file-devel"),
            new SystemPackage("event.h ev.h", "libev-dev", "libev-devel"),
            new SystemPackage("pcap.h -lpcap", "libpcap-dev", "libpcap-devel"),
            new SystemPackage("usb.h libusb-1.0", "libusb-1.0-0-dev", "libusb1-devel"),
            new SystemPackage("zmq.h -lzmq libzmq", "libzmq3-dev", "zeromq-devel"),
            new SystemPackage("hdf5.h -lhdf5 hdf5", "libhdf5-dev", "hdf5-devel"),
            new SystemPackage("cups/cups.h cups-config", "libcups2-dev", "cups-devel"),
            new SystemPackage("dbus/dbus.h dbus-1", "libdbus-1-dev", "dbus-devel"),
            new SystemPackage("systemd/sd-daemon.h libsystemd", "libsystemd-dev", "systemd-devel"),
            new SystemPackage("protoc", "protobuf-compiler", "protobuf-compiler"));

    /**
     * Returns the package that most likely lacks: of the first message about something missing that is known.
     *
     * @param log the end of the log
     * @param python for example {@code 3.11}
     */
    static Optional<SystemPackage> missing(String log, String python) {
        Stream<String> sentences = SENTENCES.entrySet().stream()
                .filter(sentence -> log.contains(sentence.getKey()))
                .map(Map.Entry::getValue)
                .sorted();
        Stream<String> names = MESSAGES.stream()
                .flatMap(message -> message.matcher(log).results())
                .sorted((one, other) -> Integer.compare(one.start(), other.start()))
                .map(found -> found.group(1));
        return Stream.concat(names, sentences)
                .flatMap(name -> of(name, python).stream())
                .findFirst();
    }

    private static Optional<SystemPackage> of(String named, String python) {
        String name = plain(named);
        return KNOWN.stream()
                .filter(one -> List.of(one.missing.split(" ")).contains(name))
                .findFirst()
                .map(one ->
                        new SystemPackage(named, String.format(one.debian, python), String.format(one.rhel, python)));
    }

    /** Removes the folder and the architecture of a compiler: {@code x86_64-linux-gnu-gcc-12} is {@code gcc}. */
    private static String plain(String name) {
        Matcher compiler = Pattern.compile("(?:.{0,60}[-/])?(gcc|g\\+\\+|cc|c\\+\\+|gfortran)(?:-\\d{1,2})?")
                .matcher(name);
        if (compiler.matches()) {
            return compiler.group(1);
        }
        return name.equals("CMake") ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** Returns what to install. */
    Hint hint() {
        return Hint.of("`" + missing + "` is missing on this machine: `apt-get install " + debian
                + "` on Debian and Ubuntu, `dnf install " + rhel + "` on RHEL and Fedora");
    }
}
