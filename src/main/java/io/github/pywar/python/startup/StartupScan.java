package io.github.pywar.python.startup;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.startup.StartupCode.Kind;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Search for the code of a package that Python runs at its start. The files are those that an installation puts into the
 * folder of the libraries; nothing else of a wheel is read by Python's module {@code site}.
 */
public final class StartupScan {

    /** In bytes. A larger file counts as one line: it is refused or accepted as a unit. */
    private static final int LARGEST = 1 << 20;

    private static final Pattern DATA = Pattern.compile("[^/]*\\.data/(?:purelib|platlib)/(.+)");
    private static final Pattern MODULE =
            Pattern.compile("(sitecustomize|usercustomize)(?:/.*|\\.(?:[^/]*\\.)?(?:py|pyc|pyo|pyw|so|pyd))");

    private final SortedMap<String, ByteSource> files;
    private final Optional<PackageName> owner;
    private final List<StartupCode> found = new ArrayList<>();
    private final TreeSet<String> folders = new TreeSet<>(List.of(""));

    private StartupScan(SortedMap<String, ByteSource> files, Optional<PackageName> owner) {
        this.files = files;
        this.owner = owner;
    }

    /** Returns the code of a wheel, in the order of its files. */
    public static List<StartupCode> of(Wheel wheel) throws IOException {
        Map<String, FileTree.Entry> entries = wheel.files().entries();
        if (!isPossible(entries.keySet())) {
            return List.of();
        }
        SortedMap<String, ByteSource> files = new TreeMap<>();
        for (Map.Entry<String, FileTree.Entry> entry : entries.entrySet()) {
            Optional<String> name = installed(entry.getKey());
            if (name.isPresent()) {
                files.put(name.get(), entry.getValue().content());
            }
        }
        return new StartupScan(files, Optional.of(wheel.name().name())).run();
    }

    /**
     * Returns the code in a folder of libraries.
     *
     * @param folder its path, without a slash at the end
     */
    public static List<StartupCode> of(FileTree tree, String folder) throws IOException {
        SortedMap<String, ByteSource> files = new TreeMap<>();
        String prefix = folder.isEmpty() ? "" : folder + "/";
        for (Map.Entry<String, FileTree.Entry> entry : tree.entries().entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                files.put(
                        entry.getKey().substring(prefix.length()),
                        entry.getValue().content());
            }
        }
        return new StartupScan(files, Optional.empty()).run();
    }

    /** Returns whether a wheel with these paths may have such code; if not, its content need not be read. */
    public static boolean isPossible(Collection<String> paths) {
        for (String path : paths) {
            Optional<String> name = installed(path);
            if (name.isPresent()
                    && (isRead(name.get()) || MODULE.matcher(name.get()).matches())) {
                return true;
            }
        }
        return false;
    }

    /** Returns the path relative to the folder of the libraries; empty if the file is installed elsewhere. */
    static Optional<String> installed(String path) {
        int slash = path.indexOf('/');
        if (slash < 0 || !path.substring(0, slash).endsWith(".data")) {
            return Optional.of(path);
        }
        Matcher data = DATA.matcher(path);
        return data.matches() ? Optional.of(data.group(1)) : Optional.empty();
    }

    /** Hidden files count: Python before 3.13 reads them. */
    private static boolean isRead(String name) {
        return name.indexOf('/') < 0 && (name.endsWith(".pth") || name.endsWith(".start"));
    }

    private List<StartupCode> run() throws IOException {
        for (Map.Entry<String, ByteSource> file : files.entrySet()) {
            if (isRead(file.getKey())) {
                read(file.getKey(), file.getValue());
            }
        }
        for (String folder : folders) {
            addModules(folder);
        }
        return List.copyOf(new LinkedHashSet<>(found));
    }

    private void read(String name, ByteSource content) throws IOException {
        Kind code = name.endsWith(".pth") ? Kind.LINE : Kind.ENTRY;
        if (content.size() > LARGEST) {
            String text = "(a file of " + content.size() + " bytes)";
            found.add(new StartupCode(code, name, text, Sha256.of(content)));
            return;
        }
        byte[] bytes = content.bytes();
        boolean isKnown = owner.isPresent() && SetuptoolsCode.wrote(owner.get(), name, bytes);
        for (String line : SiteText.lines(bytes)) {
            if (code == Kind.ENTRY || SiteText.isCode(line)) {
                StartupCode one = StartupCode.of(code, name, line);
                found.add(isKnown ? one.known() : one);
            } else {
                addFolder(name, line);
            }
        }
    }

    /** A folder of the package itself is searched for modules. Any other path may contain those of another package. */
    private void addFolder(String name, String line) {
        Optional<String> folder = relative(line);
        if (folder.isPresent() && folder.get().isEmpty()) {
            return;
        }
        Optional<String> own = folder.map(path -> path + "/")
                .filter(path -> !files.tailMap(path).isEmpty()
                        && files.tailMap(path).firstKey().startsWith(path));
        if (own.isPresent()) {
            folders.add(own.get());
        } else {
            found.add(StartupCode.of(Kind.PATH, name, line));
        }
    }

    /** Returns the path without {@code .} and {@code ..}; empty if it leads out of the folder of the libraries. */
    private static Optional<String> relative(String line) {
        List<String> parts = new ArrayList<>();
        for (String part : line.split("/", -1)) {
            if (part.equals("..") && parts.isEmpty()) {
                return Optional.empty();
            } else if (part.equals("..")) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return line.startsWith("/") ? Optional.empty() : Optional.of(String.join("/", parts));
    }

    /** Several files can be one module, for example a package: their hashes are joined. */
    private void addModules(String folder) throws IOException {
        SortedMap<String, StringBuilder> sums = new TreeMap<>();
        SortedMap<String, String> firsts = new TreeMap<>();
        for (Map.Entry<String, ByteSource> file : files.tailMap(folder).entrySet()) {
            if (!file.getKey().startsWith(folder)) {
                break;
            }
            Matcher module = MODULE.matcher(file.getKey().substring(folder.length()));
            if (module.matches()) {
                firsts.putIfAbsent(module.group(1), file.getKey());
                sums.putIfAbsent(module.group(1), new StringBuilder());
                sums.get(module.group(1))
                        .append(module.group())
                        .append(' ')
                        .append(Sha256.of(file.getValue()))
                        .append('\n');
            }
        }
        for (Map.Entry<String, StringBuilder> all : sums.entrySet()) {
            String name = all.getKey();
            Sha256 sum = Sha256.of(all.getValue().toString().getBytes(StandardCharsets.UTF_8));
            found.add(new StartupCode(Kind.MODULE, firsts.get(name), name, sum));
        }
    }
}
