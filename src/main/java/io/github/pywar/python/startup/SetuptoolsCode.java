package io.github.pywar.python.startup;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.target.StandardLibrary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Complete {@code .pth} files that setuptools writes, byte for byte: its own, and those of namespace packages. Only the names
 * of the namespaces differ.
 */
final class SetuptoolsCode {

    /** In bytes. A file has one line of some 600 characters for each namespace. */
    private static final int LARGEST = 1 << 14;

    private static final PackageName SETUPTOOLS = PackageName.parse("setuptools");
    private static final String OWN_FILE = "distutils-precedence.pth";
    private static final String OWN_MODULE = "_distutils_hack";
    private static final String NAMESPACE_FILE = "-nspkg.pth";

    /** Modules that Python imports at its start, and which an empty module of the same name would replace. */
    private static final Set<String> STARTED = Set.of("sitecustomize", "usercustomize");

    private static final Set<String> STANDARD = StandardLibrary.modules();

    private static final List<String> OWN = List.of(
            // setuptools 50 to 59: 7ea7ffef3fe2 is the hash of the file in 50.3.2, 52.0.0, 57.5.0, 58.0.0 and 59.6.0
            own("stdlib"),
            // from setuptools 60 on: 2638ce9e2500 is the hash of the file in 60.0.0, 65.5.0, 70.0.0, 75.8.0, 80.9.0 and
            // 84.2.1
            own("local"));

    private static final String PATH = "p = os.path.join(sys._getframe(1).f_locals['sitedir'], *($path))";
    private static final String IS_PACKAGE = "ie = os.path.exists(os.path.join(p,'__init__.py'))";
    private static final String EMPTY = "sys.modules.setdefault('$name', types.ModuleType('$name'))";
    private static final String OF_SPEC = "sys.modules.setdefault('$name', importlib.util.module_from_spec("
            + "importlib.machinery.PathFinder.find_spec('$name', [os.path.dirname(p)])))";
    private static final String ADD =
            ";mp = (m or []) and m.__dict__.setdefault('__path__',[]);(p not in mp) and mp.append(p)";
    private static final String CHILD = ";m and setattr(sys.modules['$parent'], '$last', m)";

    private static final List<String> NAMESPACE = List.of(
            // as in google-cloud-core 0.20.0, sphinxcontrib-httpdomain 1.5.0
            "import sys, types, os;" + PATH + ";" + IS_PACKAGE + ";m = not ie and " + EMPTY + ADD,
            // as in google-cloud-core 0.24.1, google-cloud-bigquery 1.0.0
            "import sys, types, os;pep420 = sys.version_info > (3, 3);" + PATH + ";" + IS_PACKAGE
                    + ";m = not ie and not pep420 and " + EMPTY + ADD,
            // as in zope.event 4.2.0, protobuf 3.20.3, google-cloud-storage 2.0.0, PasteDeploy 3.1.0
            "import sys, types, os;has_mfs = sys.version_info > (3, 5);" + PATH
                    + ";importlib = has_mfs and __import__('importlib.util')"
                    + ";has_mfs and __import__('importlib.machinery')"
                    + ";m = has_mfs and " + OF_SPEC + ";m = m or " + EMPTY + ADD,
            // as in Paste 3.10.1, zope.interface 7.2; setuptools 75.8.0 to 84.2.1 write it
            "import sys, types, os;" + PATH + ";importlib = __import__('importlib.util')"
                    + ";__import__('importlib.machinery');m = " + OF_SPEC + ";m = m or " + EMPTY + ADD);

    private SetuptoolsCode() {}

    private static String own(String preset) {
        return "import os; var = 'SETUPTOOLS_USE_DISTUTILS'; enabled = os.environ.get(var, '" + preset
                + "') == 'local'; enabled and __import__('_distutils_hack').add_shim(); \n";
    }

    /** Returns whether setuptools writes exactly this file into a wheel of the package. */
    static boolean wrote(PackageName name, String file, byte[] content) {
        if (content.length > LARGEST) {
            return false;
        }
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return file.equals(OWN_FILE)
                ? name.equals(SETUPTOOLS) && OWN.contains(text)
                : file.endsWith(NAMESPACE_FILE) && hasOnlyNamespaces(text);
    }

    private static boolean hasOnlyNamespaces(String text) {
        if (!text.endsWith("\n")) {
            return false;
        }
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            if (namespace(line).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the module that a file of setuptools loads at the start, in a line of it. */
    static String module(StartupCode code) {
        return namespace(code.text()).orElse(OWN_MODULE);
    }

    /** Returns the namespace of a line that equals a template in all other characters. */
    private static Optional<String> namespace(String line) {
        int begin = line.indexOf("*(");
        int end = line.indexOf(')', Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            return Optional.empty();
        }
        String tuple = line.substring(begin + 2, end).replace("'", "");
        List<String> names =
                List.of((tuple.endsWith(",") ? tuple.substring(0, tuple.length() - 1) : tuple).split(", "));
        return isNamespace(names) && isTemplate(line, names) ? Optional.of(String.join(".", names)) : Optional.empty();
    }

    /** A namespace that is a module of Python would replace it. */
    private static boolean isNamespace(List<String> names) {
        return !names.isEmpty()
                && names.stream().allMatch(SetuptoolsCode::isIdentifier)
                && names.get(0).charAt(0) != '_'
                && !STARTED.contains(names.get(0))
                && !STANDARD.contains(names.get(0));
    }

    private static boolean isIdentifier(String name) {
        return !name.isEmpty()
                && !(name.charAt(0) >= '0' && name.charAt(0) <= '9')
                && name.chars().allMatch(SetuptoolsCode::isPart);
    }

    private static boolean isPart(int c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean isTemplate(String line, List<String> names) {
        for (String template : NAMESPACE) {
            if (line.equals(filled(template, names))) {
                return true;
            }
        }
        return false;
    }

    private static String filled(String template, List<String> names) {
        int last = names.size() - 1;
        String quoted = "'" + String.join("', '", names) + (last == 0 ? "'," : "'");
        String filled = template.replace("$path", quoted).replace("$name", String.join(".", names));
        return last == 0
                ? filled
                : filled
                        + CHILD.replace("$parent", String.join(".", names.subList(0, last)))
                                .replace("$last", names.get(last));
    }
}
