package io.github.pywar.app.init;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Folder where the imports of a module start. It is the first folder above the module that is not a package. If the module
 * imports modules of its project that only a folder further up has, it is that folder. Django's settings that the module
 * selects must be found there.
 *
 * @param sources modules of the project
 */
record ImportRoot(ProjectSources sources) {

    private static final Pattern IMPORT =
            Pattern.compile("(?m)^[ \\t]*(?:from[ \\t]+(\\w+)[\\w.]*[ \\t]+import|import[ \\t]+(\\w+))");

    private static final String SRC = "src";

    /** Returns the folder, relative to the project; an empty text for the project itself. */
    String of(SourceFile file) {
        String root = file.folder();
        while (!root.isEmpty() && sources.get(root + "/__init__.py").isPresent()) {
            root = SourceFile.folderOf(root);
        }
        String found = withImports(root, imports(file));
        return DjangoSettings.selectedBy(file)
                .filter(settings -> sources.module(settings, found).isEmpty())
                .flatMap(settings -> above(file.folder())
                        .filter(folder -> sources.module(settings, folder).isPresent())
                        .findFirst())
                .orElse(found);
    }

    /**
     * Returns the package in {@code src} that modules below another folder import: that of an example of the project's own
     * package, for instance.
     *
     * @param root the folder, relative to the project
     */
    Optional<String> packageInSrc(String root) {
        if (root.isEmpty() || root.equals(SRC) || root.startsWith(SRC + "/")) {
            return Optional.empty();
        }
        return sources.all()
                .filter(file -> file.path().startsWith(root + "/"))
                .flatMap(file -> imports(file).stream())
                .distinct()
                .filter(name -> sources.get(SRC + "/" + name + "/__init__.py").isPresent())
                .filter(name -> !sources.isImportable(name, root))
                .sorted()
                .findFirst();
    }

    /** Returns a folder and those above it, up to the project. */
    private static Stream<String> above(String folder) {
        return Stream.iterate(folder, one -> !one.isEmpty(), SourceFile::folderOf);
    }

    private String withImports(String first, Set<String> imports) {
        for (String root = first; ; root = SourceFile.folderOf(root)) {
            String here = root;
            if (imports.stream().anyMatch(name -> sources.isImportable(name, here))) {
                return root;
            }
            if (root.isEmpty() || root.equals(SRC) || root.equals("src/main/python")) {
                return first;
            }
        }
    }

    private static Set<String> imports(SourceFile file) {
        return IMPORT.matcher(file.code())
                .results()
                .flatMap(found -> Stream.of(found.group(1), found.group(2)))
                .filter(name -> name != null)
                .collect(Collectors.toSet());
    }

    /** Returns the dotted name of a file's module. */
    static String module(SourceFile file, String root) {
        String path = file.path().substring(root.isEmpty() ? 0 : root.length() + 1);
        return path.replaceFirst("(/__init__)?\\.py$", "").replace('/', '.');
    }
}
