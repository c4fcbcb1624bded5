package io.github.pywar.testing.page;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codehaus.groovy.control.CompilationFailedException;
import org.yaml.snakeyaml.error.YAMLException;

/** Check of all code of one page: its blocks, and the commands and properties in its text. */
public final class BlockCheck {

    /** Languages whose check returns shell code. */
    private static final Map<String, Function<String, List<String>>> DATA = Map.of(
            "json", DataBlock::json,
            "toml", DataBlock::toml,
            "ini", DataBlock::ini,
            "yaml", DataBlock::yaml,
            "groovy", DataBlock::groovy,
            "dockerfile", DataBlock::dockerfile);

    /** Output, trees of files and formats without a parser here. */
    private static final Set<String> TEXT = Set.of("text", "nginx", "apache", "sql", "cron");

    private static final Pattern INLINE = Pattern.compile("(?<!`)`([^`\\n]+)`(?!`)");
    private static final Pattern INLINE_COMMAND = Pattern.compile("(sudo )?(mvn|python3(\\.\\d+)? \\S+\\.pywar) .*");
    private static final Pattern PROPERTY = Pattern.compile("-Dpywar\\.[\\w.]*\\w");

    private final PluginVocabulary known;
    private final Path folder;
    private final List<String> faults = new ArrayList<>();
    private final List<PythonCheck.Code> code = new ArrayList<>();
    private final List<String> places = new ArrayList<>();

    private BlockCheck(PluginVocabulary known, Path folder) {
        this.known = known;
        this.folder = folder;
    }

    /**
     * Checks a page.
     *
     * @param folder a temporary folder
     * @return its faults, each with the line
     */
    public static List<String> faults(Path page, PluginVocabulary known, Path folder) throws IOException {
        BlockCheck check = new BlockCheck(known, folder);
        for (CodeBlock block : CodeBlock.of(page)) {
            check.block(block);
        }
        check.inline(page);
        check.python();
        return check.faults;
    }

    private void block(CodeBlock block) throws IOException {
        if (block.file().isPresent()) {
            comparison(block, block.file().get());
        }
        List<String> found = new ArrayList<>();
        if (block.language().equals("xml")) {
            XmlBlock.check(block.text(), known, found);
        } else if (block.language().equals("python") || block.language().equals("sh")) {
            add(block.where(), block.language(), block.text());
        } else if (DATA.containsKey(block.language())) {
            data(block, found);
        } else if (!TEXT.contains(block.language())) {
            found.add("no check of the language " + block.language());
        }
        found.forEach(fault -> faults.add(block.where() + ": " + fault));
    }

    private void data(CodeBlock block, List<String> found) {
        try {
            DATA.get(block.language()).apply(block.text()).forEach(text -> add(block.where(), "sh", text));
        } catch (UserException | YAMLException | CompilationFailedException | IllegalArgumentException e) {
            found.add(e.getMessage());
        }
    }

    /** Compares a block with the file that it shows. */
    private void comparison(CodeBlock block, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            faults.add(block.where() + ": no file " + file);
            return;
        }
        String text = ThisBuild.interpolate(Files.readString(file)).strip();
        boolean same = block.part()
                ? withoutIndent(text).contains(withoutIndent(block.text().strip()))
                : text.equals(block.text().strip());
        if (!same) {
            faults.add(block.where() + ": differs from " + file);
        }
    }

    private static String withoutIndent(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }

    private void inline(Path page) throws IOException {
        List<String> lines = CodeBlock.textAround(page).lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            String where = page + ":" + (at + 1);
            INLINE.matcher(lines.get(at))
                    .results()
                    .map(found -> found.group(1).replace("\\|", "|"))
                    .filter(text -> INLINE_COMMAND.matcher(text).matches())
                    .forEach(text -> add(where, "sh", text));
            for (String word : PROPERTY.matcher(lines.get(at))
                    .results()
                    .map(found -> found.group())
                    .toList()) {
                List<String> found = new ArrayList<>();
                MavenCommand.checkProperty(word, known, found);
                found.forEach(fault -> faults.add(where + ": " + fault));
            }
        }
    }

    private void add(String where, String language, String text) {
        places.add(where);
        code.add(new PythonCheck.Code(language, text));
    }

    private void python() throws IOException {
        if (code.isEmpty()) {
            return;
        }
        List<PythonCheck.Result> results = PythonCheck.run(code, folder);
        for (int at = 0; at < results.size(); at++) {
            List<String> found = new ArrayList<>(results.get(at).faults());
            for (List<String> words : results.get(at).commands()) {
                if (words.get(0).equals("mvn")) {
                    MavenCommand.check(words.subList(1, words.size()), known, found);
                }
            }
            String where = places.get(at);
            found.forEach(fault -> faults.add(where + ": " + fault));
        }
    }
}
