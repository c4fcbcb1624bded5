package io.github.pywar.testing.page;

import io.github.pywar.base.data.Json;
import io.github.pywar.base.data.TomlFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.GroovyCodeVisitor;
import org.codehaus.groovy.ast.builder.AstBuilder;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.control.CompilePhase;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Check of a block in a language of data or configuration. Each check returns the shell code inside. */
final class DataBlock {

    private static final String SECTION = "\\[[^\\]]+\\]";
    private static final Pattern INI = Pattern.compile("\\s*|[#;].*|" + SECTION + "|[\\w.@-]+\\s*[=:].*|\\s+\\S.*");
    private static final Set<String> INSTRUCTIONS = Set.of(
            "FROM",
            "RUN",
            "COPY",
            "ADD",
            "WORKDIR",
            "USER",
            "EXPOSE",
            "ENTRYPOINT",
            "CMD",
            "ENV",
            "ARG",
            "LABEL",
            "VOLUME",
            "HEALTHCHECK",
            "STOPSIGNAL",
            "SHELL");

    private DataBlock() {}

    static List<String> json(String text) {
        Json.read(text.getBytes(StandardCharsets.UTF_8), "block");
        return List.of();
    }

    static List<String> toml(String text) {
        TomlFields.parse(text.getBytes(StandardCharsets.UTF_8), "block");
        return List.of();
    }

    static List<String> ini(String text) {
        text.lines().filter(line -> !INI.matcher(line).matches()).findFirst().ifPresent(line -> {
            throw new IllegalArgumentException("not a line of an INI file: " + line);
        });
        return List.of();
    }

    /** Returns the texts of a build server's file that call Maven. */
    static List<String> yaml(String text) {
        List<String> code = new ArrayList<>();
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        collect(new Yaml(new SafeConstructor(options)).load(text), code);
        return code;
    }

    private static void collect(Object value, List<String> code) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(one -> collect(one, code));
        } else if (value instanceof List<?> list) {
            list.forEach(one -> collect(one, code));
        } else if (value instanceof String text && isShell(text)) {
            code.add(text);
        }
    }

    private static boolean isShell(String text) {
        return text.lines().anyMatch(line -> line.matches("\\s*(mvn|python3?) .*"));
    }

    /** Parses Groovy, and returns its texts that call Maven. */
    static List<String> groovy(String text) {
        List<String> code = new ArrayList<>();
        GroovyCodeVisitor texts = new CodeVisitorSupport() {
            @Override
            public void visitConstantExpression(ConstantExpression constant) {
                if (constant.getValue() instanceof String value && isShell(value)) {
                    code.add(value);
                }
            }
        };
        for (ASTNode node : new AstBuilder().buildFromString(CompilePhase.CONVERSION, true, text)) {
            node.visit(texts);
        }
        return code;
    }

    /** Checks the instructions, and returns the commands of RUN. */
    static List<String> dockerfile(String text) {
        List<String> code = new ArrayList<>();
        for (String line : text.replaceAll("\\\\\\n\\s*", " ").lines().toList()) {
            String instruction = line.split(" ")[0];
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!INSTRUCTIONS.contains(instruction)) {
                throw new IllegalArgumentException("no instruction of a Dockerfile: " + line);
            }
            if (instruction.equals("RUN")) {
                code.add(line.substring(4).replaceAll("--mount=\\S+ +", ""));
            } else if (instruction.equals("CMD") || instruction.equals("ENTRYPOINT")) {
                json(line.substring(instruction.length()).strip());
            }
        }
        return code;
    }
}
