package io.github.pywar.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.Trees;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTreeTest {

    @Test
    void sortsFilesByPath() {
        FileTree tree = tree("a", "z", "1", "a/b", "2", "a-b", "3");

        assertThat(tree.entries().keySet()).containsExactly("a-b", "a/b", "z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/../b",
                "..",
                ".",
                "a/./b",
                "/etc/passwd",
                "//host/x",
                "C:/x",
                "c:x",
                "a\\b",
                "..\\x",
                "a//b",
                "a/",
                "",
                "a\u0000b",
                "a\nb"
            })
    void refusesPathsThatLeaveTheTreeOrDifferBetweenSystems(String path) {
        FileTree.Builder builder = FileTree.builder("evil-1.0-py3-none-any.whl");

        assertThat(catchThrowableOfType(UserException.class, () -> builder.add(path, ByteSource.of("x"))))
                .isNotNull();
    }

    @Test
    void reportsRefusedPathWithItsOrigin() {
        FileTree.Builder builder = FileTree.builder("evil-1.0-py3-none-any.whl");

        UserException error =
                catchThrowableOfType(UserException.class, () -> builder.add("a/../../x", ByteSource.of("x")));

        Golden.assertMatches("file/path-escape.txt", error.getMessage());
    }

    @Test
    void acceptsUnusualNames() {
        FileTree tree = tree("a", "..a", "1", "a..b/c", "2", "-x y,\"z\"", "3", "ab:c", "4", "ä/€", "5");

        assertThat(tree.entries()).hasSize(5);
    }

    @Test
    void joinsTwoTrees() throws IOException {
        FileTree joined = Trees.joined(tree("a", "x", "1"), tree("b", "y", "2"));

        assertThat(joined.entries().keySet()).containsExactly("x", "y");
        assertThat(joined.get("y").orElseThrow().origin()).isEqualTo("b");
    }

    @Test
    void acceptsEqualContentsAtOnePath() throws IOException {
        FileTree runnable =
                FileTree.builder("b").add("x", ByteSource.of("1"), true).build();

        FileTree joined = Trees.joined(tree("a", "x", "1"), runnable);

        assertThat(joined.get("x").orElseThrow().executable()).isTrue();
        assertThat(joined.get("x").orElseThrow().origin()).isEqualTo("a");
    }

    @Test
    void comparesContentsByKnownChecksums() throws IOException {
        ByteSource content = ByteSource.of("1");
        FileTree left = FileTree.builder("a")
                .add("x", content.withSha256(Sha256.of(content)))
                .build();
        FileTree right = FileTree.builder("b")
                .add("x", ByteSource.of("1").withSha256(Sha256.of(content)))
                .build();
        FileTree other = FileTree.builder("c")
                .add("x", ByteSource.of("2").withSha256(Sha256.of(ByteSource.of("2"))))
                .build();

        assertThat(Trees.joined(left, right).entries()).hasSize(1);
        assertThat(catchThrowableOfType(UserException.class, () -> Trees.joined(left, other)))
                .isNotNull();
    }

    @Test
    void summedAddsTheChecksumOfEveryFile() throws IOException {
        FileTree tree =
                FileTree.builder("a").add("x", ByteSource.of("1"), true).build().summed();

        FileTree.Entry file = tree.get("x").orElseThrow();
        assertThat(file.content().knownSha256()).hasValue(Sha256.of("1".getBytes()));
        assertThat(file.executable()).isTrue();
        assertThat(file.origin()).isEqualTo("a");
    }

    @Test
    void reportsBothOriginsOfAConflict() {
        FileTree left = tree("opencv_python-4.whl", "cv2/__init__.py", "1", "cv2/x.py", "same length a", "y", "1");
        FileTree right = tree("the application", "cv2/__init__.py", "11", "cv2/x.py", "same length b", "y", "1");

        UserException error = catchThrowableOfType(UserException.class, () -> Trees.joined(left, right));

        Golden.assertMatches("file/conflict.txt", error.getMessage());
    }

    @Test
    void countsManyConflicts() {
        FileTree.Builder left = FileTree.builder("left");
        FileTree.Builder right = FileTree.builder("right");
        IntStream.range(0, 25).forEach(i -> {
            left.add("f" + i, ByteSource.of("l"));
            right.add("f" + i, ByteSource.of("r"));
        });

        UserException error =
                catchThrowableOfType(UserException.class, () -> Trees.joined(left.build(), right.build()));

        assertThat(error.what()).endsWith("and 15 more");
    }

    @Test
    void warnsIfAnAllowedPathIsOverwritten() throws IOException {
        TestProgress progress = new TestProgress();

        FileTree joined = FileTree.union(
                List.of(tree("a", "cv2/x", "1"), tree("b", "cv2/x", "2"), tree("c", "cv2/x", "3")),
                Globs.of(List.of("cv2/**")),
                progress);

        assertThat(new String(joined.get("cv2/x").orElseThrow().content().bytes()))
                .isEqualTo("3");
        assertThat(progress.warnings())
                .containsExactly("`cv2/x` of a is overwritten by b", "`cv2/x` of b is overwritten by c");
    }

    @Test
    void refusesAFileThatIsAlsoAFolderInAnyOrder() {
        FileTree file = tree("a", "x", "1", "x-y", "2");
        FileTree folder = tree("b", "x/y/z", "1");

        UserException error = catchThrowableOfType(UserException.class, () -> Trees.joined(file, folder));

        Golden.assertMatches("file/file-and-folder.txt", error.getMessage());
        assertThat(catchThrowableOfType(UserException.class, () -> Trees.joined(folder, file)))
                .hasMessage(error.getMessage());
    }

    /** Compared with a simple implementation of the rule, for names that sort before and after a slash. */
    @Test
    void findsEveryPathThatIsAFileAndAFolder() {
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            TreeSet<String> paths = new TreeSet<>();
            for (int i = 0; i < 5; i++) {
                paths.add(Stream.generate(
                                () -> List.of("a", "b", "a-", "a.", "a0").get(random.nextInt(5)))
                        .limit(1 + random.nextInt(3))
                        .collect(Collectors.joining("/")));
            }
            FileTree.Builder builder = FileTree.builder("a");
            paths.forEach(path -> builder.add(path, ByteSource.of("x")));
            boolean isRefused = catchThrowable(builder::build) != null;

            assertThat(isRefused)
                    .as(paths.toString())
                    .isEqualTo(paths.stream()
                            .anyMatch(one -> paths.stream().anyMatch(two -> two.startsWith(one + "/"))));
            refused += isRefused ? 1 : 0;
        }
        assertThat(refused).isBetween(1_000, 4_500);
    }

    @Test
    void limitsTheLengthOfPaths() {
        String longest = "x/".repeat(1535) + "yz";
        FileTree.builder("a").add(longest, ByteSource.of("1")).build();

        assertThat(catchThrowable(() -> FileTree.builder("a").add(longest + "z", ByteSource.of("1"))))
                .hasMessageContaining("it has more than 3072 characters");
    }

    @Test
    void refusesAPathThatIsAddedTwice() {
        FileTree.Builder builder =
                FileTree.builder("a").add("x", ByteSource.of("1")).add("x", ByteSource.of("2"));

        assertThat(catchThrowableOfType(UserException.class, builder::build)).hasMessage("`x` is added twice by a");
    }

    @Test
    void movesEveryFileBelowAFolder() {
        FileTree tree = tree("a", "x", "1", "y/z", "2");

        assertThat(tree.under("lib/python3.11").entries().keySet())
                .containsExactly("lib/python3.11/x", "lib/python3.11/y/z");
        assertThat(tree.under("")).isSameAs(tree);
        assertThat(catchThrowableOfType(UserException.class, () -> tree.under("../up")))
                .isNotNull();
    }

    @Test
    void findsPathsThatDifferOnlyInCase() {
        FileTree tree = tree("a", "A/x", "1", "a/X", "2", "b", "3", "B", "4", "c", "5");

        assertThat(tree.caseClashes()).containsExactly(List.of("A/x", "a/X"), List.of("B", "b"));
    }

    @Test
    void findsNamesThatAreReservedOnWindows() {
        FileTree tree = tree(
                "a",
                "lib/AUX.py",
                "1",
                "nul",
                "2",
                "com1/x",
                "3",
                "xx:y",
                "4",
                "dot./x",
                "5",
                "blank ",
                "6",
                "console.py",
                "7",
                "auxiliary/x.con",
                "8",
                "lpt",
                "9");

        assertThat(tree.reservedOnWindows()).containsExactly("blank ", "com1/x", "dot./x", "lib/AUX.py", "nul", "xx:y");
    }

    @Test
    void joinsManyTreesInLinearTime() throws IOException {
        List<FileTree> trees = IntStream.range(0, 2_000)
                .mapToObj(i -> tree("g" + i, "p" + i + "/a", "1", "p" + i + "/b", "2", "shared", "s"))
                .toList();

        assertThat(FileTree.union(trees, Globs.NONE, Progress.SILENT).entries()).hasSize(4_001);
    }

    private static FileTree tree(String origin, String... pathsAndContents) {
        FileTree.Builder builder = FileTree.builder(origin);
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            builder.add(pathsAndContents[i], ByteSource.of(pathsAndContents[i + 1]));
        }
        return builder.build();
    }
}
