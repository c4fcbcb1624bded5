package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.testing.BuiltProject;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.page.CodeBlock;
import io.github.pywar.testing.server.EmbeddedServer;
import io.github.pywar.testing.server.HttpReply;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The page of the quick start, followed literally in its example projects, with packages of this machine's index. Only
 * these texts are replaced: {@code python3.11} by this machine's Python, {@code /srv/shop} by a temporary folder, and {@code
 * sudo} and {@code --owner}, which need another user.
 */
class QuickStartIT {

    private static final Path PAGE = Path.of("src/site/markdown/quickstart.md");
    private static final Path EXAMPLES = Path.of("src/it/quick-start");
    private static final String ARCHETYPES = "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate";

    private final OpenFolder folder = OpenFolder.create();
    private final StringBuilder output = new StringBuilder();
    private Path current;

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void packagesExistingFlaskApplicationAndDeploysIt() throws IOException {
        follow("flask", "An existing Flask application");
        List<CodeBlock> deployment = blocks("Deploy it", "sh");
        run(deployment.get(0));
        Path pom = current.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replace("<version>1.0.0<", "<version>1.1.0<"));
        run(deployment.get(1));

        assertThat(output).contains("serves 1.1.0-", "serves 1.0.0-");
    }

    @Test
    void packagesExistingDjangoProject() throws IOException {
        follow("django", "An existing Django project");

        assertThat(output)
                .contains(
                        "Settings: `shop.settings`", "Hooks: pre-deploy/10-migrate.py, pre-deploy/20-collectstatic.py");
    }

    @Test
    void packagesExistingFastApiApplication() throws IOException {
        follow("fastapi", "An existing FastAPI application");

        assertThat(output).contains("Requirements: [project] of pyproject.toml");
    }

    /** The Django application of the archetype; the hooks of its first deployment run. */
    @Test
    void createsNewApplication() throws IOException {
        current = folder.folder("work");
        run(blocks("A new application", "sh").get(0));
        tool("deploy", folder.path().resolve("new").toString());

        assertThat(output).contains("GET / returned 200", "static files copied to", "Applying auth.0001_initial");
    }

    private void follow(String example, String section) throws IOException {
        current = folder.path().resolve("shop");
        BuiltProject.of(EXAMPLES.resolve(example)).copyTo(current);
        for (CodeBlock block : blocks(section, "sh")) {
            run(block);
        }
        assertThat(output).contains("GET / returned 200");
        blocks(section, "text")
                .forEach(block -> assertThat(output.toString())
                        .contains(block.text().lines().toList()));
    }

    /** Returns the blocks of a section. */
    private static List<CodeBlock> blocks(String section, String language) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int start = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("## ") && line.endsWith(section))
                .findFirst()
                .orElseThrow());
        int next = start + 1;
        while (next < lines.size() && !lines.get(next).startsWith("## ")) {
            next++;
        }
        int end = next;
        List<CodeBlock> found = CodeBlock.of(PAGE).stream()
                .filter(block -> block.line() > start && block.line() <= end)
                .filter(block -> block.language().equals(language))
                .toList();
        return found;
    }

    private void run(CodeBlock block) throws IOException {
        for (String line : block.text().replaceAll("\\\\\\n\\s*", "").lines().toList()) {
            List<String> words = new ArrayList<>(List.of(line.replaceFirst("^sudo ", "")
                    .replaceFirst(" --owner \\S+", "")
                    .replace("/srv/shop", folder.path().resolve("srv").toString())
                    .split(" +")));
            String program = words.remove(0);
            switch (program) {
                case "mvn" -> maven(words);
                case "cd" -> current = current.resolve(words.get(0));
                case "unzip" -> add(Tool.run(current, program, words.toArray(String[]::new)));
                case "python3.11" -> python(words);
                default -> throw new IllegalStateException("unknown command: " + line);
            }
        }
    }

    private void maven(List<String> words) {
        words.replaceAll(word -> word.equals("archetype:generate") ? ARCHETYPES : word);
        add(new MavenRun(current).run(words.toArray(String[]::new)));
    }

    private void python(List<String> words) throws IOException {
        if (words.size() == 1) {
            serve(current.resolve(words.get(0)));
        } else {
            words.add(0, interpreter());
            add(Tool.run(current, "env", words.toArray(String[]::new)));
        }
    }

    private void tool(String... words) throws IOException {
        python(new ArrayList<>(Stream.concat(Stream.of("target/shop-1.0.0.pywar"), Stream.of(words))
                .toList()));
    }

    private void serve(Path archive) throws IOException {
        try (ServerProcess server = new EmbeddedServer(folder.path(), interpreter(), archive).start()) {
            HttpReply reply = server.get("");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).contains("It works.");
        }
    }

    private static String interpreter() {
        return Interpreters.of(System.getenv())
                .first()
                .orElseThrow()
                .executable()
                .toString();
    }

    private void add(Tool.Result result) {
        assertThat(result.exit()).as(result.output()).isZero();
        output.append(result.output());
    }
}
