package io.github.pywar.python.install;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.python.wheel.WheelRecord;
import io.github.pywar.python.wheel.WheelRecord.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builder of a wheel's installed files and of their RECORD. */
final class InstalledFiles {

    private static final Set<String> WRITTEN_HERE = Set.of("RECORD", "INSTALLER", "REQUESTED", "direct_url.json");
    private static final byte[] PYTHON_SHEBANG = "#!python".getBytes(StandardCharsets.US_ASCII);

    private final Wheel wheel;
    private final InstallLayout layout;
    private final String libraries;

    /** By path in the wheel. Rows of RECORD and its signatures are left out: they are not checked, so they may be wrong. */
    private final Map<String, Row> rows = new HashMap<>();

    private final FileTree.Builder tree;
    private final List<Row> record = new ArrayList<>();
    private final InstallRemarks remarks;
    private Map<String, byte[]> entryPoints = Map.of();

    InstalledFiles(Wheel wheel, InstallLayout layout) throws IOException {
        this.wheel = wheel;
        this.layout = layout;
        this.libraries = layout.libraries();
        this.tree = FileTree.builder(wheel.fileName());
        this.remarks = new InstallRemarks(wheel);
        String own = wheel.distInfo() + "/RECORD";
        for (Row row : wheel.record().rows()) {
            boolean isBetter = !rows.containsKey(row.path()) || sum(row.hash()).isPresent();
            if (!row.path().startsWith(own) && isBetter) {
                rows.put(row.path(), row);
            }
        }
    }

    void addScripts(WheelScripts scripts, String majorMinor) throws IOException {
        entryPoints = scripts.content(majorMinor);
        for (Map.Entry<String, byte[]> script : entryPoints.entrySet()) {
            if (mayInstall(script.getKey())) {
                addNew(layout.scripts() + "/" + script.getKey(), script.getValue(), true);
            }
        }
    }

    /**
     * Adds all files except compiled ones and those that the installation writes itself.
     *
     * @param allowBytecode whether compiled modules without a source are installed; otherwise they are refused
     */
    void addWheelFiles(ScriptTemplate template, boolean allowBytecode) throws IOException {
        Set<String> sourceless =
                new HashSet<>(Bytecode.sourceless(wheel.files().entries().keySet()));
        remarks.sourceless(sourceless, allowBytecode);
        for (Map.Entry<String, FileTree.Entry> file : wheel.files().entries().entrySet()) {
            String path = file.getKey();
            if (Bytecode.isCompiled(path) && !sourceless.contains(path)) {
                remarks.compiled();
                continue;
            }
            int slash = path.indexOf('/');
            String top = slash < 0 ? "" : path.substring(0, slash);
            if (top.endsWith(".data")) {
                addData(path, path.substring(slash + 1), file.getValue(), template);
            } else if (!top.equals(wheel.distInfo()) || !WRITTEN_HERE.contains(path.substring(slash + 1))) {
                add(libraries + "/" + path, path, file.getValue());
            }
        }
    }

    private void addData(String path, String rest, FileTree.Entry file, ScriptTemplate template) throws IOException {
        int slash = rest.indexOf('/');
        String key = slash < 0 ? "" : rest.substring(0, slash);
        String name = rest.substring(slash + 1);
        switch (key) {
            case "purelib", "platlib" -> add(libraries + "/" + name, path, file);
            case "headers" -> add(layout.headers(wheel.name().name().value()) + "/" + name, path, file);
            case "data" -> addDataFile(name, path, file);
            case "scripts" -> addScript(name, path, file, template);
            default ->
                throw UserException.of("Cannot install `" + wheel.fileName() + "`: `" + path
                                + "` has an unknown install scheme")
                        .hint("the schemes of wheels are purelib, platlib, scripts, headers and data");
        }
    }

    private void addDataFile(String name, String path, FileTree.Entry file) throws IOException {
        String target = layout.data(wheel.name().name().value(), name);
        if (!target.equals(name)) {
            remarks.displaced(name);
        }
        add(target, path, file);
    }

    private boolean mayInstall(String name) {
        if (layout.isOfSystem(name)) {
            remarks.ofSystem(name);
            return false;
        }
        return true;
    }

    private void addScript(String name, String path, FileTree.Entry file, ScriptTemplate template) throws IOException {
        if (WheelScripts.isWrapper(name, entryPoints) || !mayInstall(name)) {
            return;
        }
        String target = layout.scripts() + "/" + name;
        byte[] content = file.content().bytes();
        boolean isPython = content.length >= PYTHON_SHEBANG.length
                && Arrays.equals(content, 0, PYTHON_SHEBANG.length, PYTHON_SHEBANG, 0, PYTHON_SHEBANG.length);
        if (isPython) {
            addNew(target, template.withHead(content), true);
        } else {
            add(target, path, new FileTree.Entry(file.content(), true, file.origin()));
        }
    }

    /** Adds an unchanged file. Its row of the wheel's RECORD is used if it is correct: this saves hashing the file again. */
    private void add(String target, String path, FileTree.Entry file) throws IOException {
        ByteSource content = file.content();
        String recordPath = InstallLayout.relative(target, libraries);
        Row row = rows.get(path);
        Optional<Sha256> sum = row == null ? Optional.empty() : sum(row.hash());
        ByteSource hashed = sum.isPresent() ? content.withSha256(sum.get()) : content;
        boolean isCorrect = isStrong(row) && (row.size().isEmpty() || row.size().equals(Long.toString(content.size())));
        tree.add(target, hashed, file.executable());
        record.add(isCorrect ? row.at(recordPath) : Row.of(recordPath, hashed.sha256(), content.size()));
    }

    void addInfo(String name, String text) {
        String path = libraries + "/" + wheel.distInfo() + "/" + name;
        addNew(path, text.getBytes(StandardCharsets.UTF_8), false);
    }

    private void addNew(String target, byte[] content, boolean executable) {
        Sha256 sum = Sha256.of(content);
        tree.add(target, ByteSource.of(content).withSha256(sum), executable);
        record.add(Row.of(InstallLayout.relative(target, libraries), sum, content.length));
    }

    InstallRemarks remarks() {
        return remarks;
    }

    FileTree finish() {
        String path = wheel.distInfo() + "/RECORD";
        record.add(Row.unhashed(path));
        tree.add(libraries + "/" + path, ByteSource.of(WheelRecord.text(record)));
        return tree.build();
    }

    /** Returns whether a row has the checksum of a strong algorithm. */
    private static boolean isStrong(Row row) {
        int equals = row == null ? -1 : row.hash().indexOf('=');
        return equals > 0
                && DigestAlgorithm.strong(row.hash().substring(0, equals)).isPresent();
    }

    /** Returns a SHA-256. Other algorithms are ignored here, because the archive's own record has only SHA-256. */
    private static Optional<Sha256> sum(String hash) {
        if (!hash.startsWith("sha256=")) {
            return Optional.empty();
        }
        String value = hash.substring("sha256=".length());
        // some published wheels have their hashes in hex
        return Optional.of(value.length() == 64 ? new Sha256(value.toLowerCase(Locale.ROOT)) : Sha256.ofBase64(value));
    }
}
