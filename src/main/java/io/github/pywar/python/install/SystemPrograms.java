package io.github.pywar.python.install;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names that no script of a wheel may have in {@code bin/}: Python interpreters and their configuration files, shells, and
 * programs of the system that hooks and administrators call. The list has the shells, the utilities of POSIX.1-2017 for
 * files, text and processes, programs that change the user, database clients, and programs that transfer files.
 */
final class SystemPrograms {

    /** {@code bin/python3.11}, {@code bin/python3-config}, and the files that Python reads in the folder of its program. */
    private static final Pattern PYTHON =
            Pattern.compile("(?:python|pythonw|pypy)(?:[0-9.]+[a-z]{0,2})?(?:-config|-dbg|-intel64)?"
                    + "|.*\\._pth|pyvenv\\.cfg|pybuilddir\\.txt");

    private static final Set<String> NAMES = Set.of("""
            sh bash rbash dash ash zsh ksh ksh93 mksh csh tcsh fish busybox toybox env
            su sudo sudoedit doas runuser setpriv pkexec chroot unshare nsenter newgrp sg passwd
            psql pg_dump pg_dumpall pg_restore createdb dropdb createuser dropuser vacuumdb
            mysql mysqldump mysqladmin mariadb mariadb-dump sqlite3 sqlplus sqlcmd redis-cli mongo mongosh
            awk gawk mawk sed grep egrep fgrep cat cp mv rm ln ls mkdir rmdir mkfifo mktemp touch chmod chown chgrp
            dd df du find xargs install readlink realpath stat tar gzip gunzip zcat bzip2 xz unzip zip cpio
            echo printf test true false expr sleep kill pkill killall ps nice nohup time timeout wait id whoami who
            uname hostname date pwd basename dirname tee tr cut head tail sort uniq wc diff cmp paste fold
            split od md5sum sha1sum sha256sum sha512sum base64 tty stty mount umount crontab logger
            systemctl service journalctl ssh scp sftp rsync curl wget nc git gpg gpgv openssl
            perl ruby ld ldd ldconfig""".split("\\s+"));

    private SystemPrograms() {}

    /** @param script a name in {@code bin/}; compared case-insensitively, as some file systems do */
    static boolean has(String script) {
        String name = script.toLowerCase(Locale.ROOT);
        return NAMES.contains(name) || PYTHON.matcher(name).matches();
    }
}
