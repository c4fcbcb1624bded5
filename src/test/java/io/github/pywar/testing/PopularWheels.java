package io.github.pywar.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real wheels with native code, which the machine's pip downloads once into {@code target/tools}. {@code
 * -Dpywar.proof=true} raises their number from a handful to those of more than fifty projects on four platforms.
 */
public final class PopularWheels {

    private static final Path FOLDER =
            Path.of("target", "tools", "native-wheels").toAbsolutePath();

    private static final List<String> FEW = List.of("markupsafe", "orjson", "psycopg2-binary", "uvloop", "debugpy");

    private static final List<String> MANY = List.of(
            ("aiohttp asyncpg bcrypt brotli cffi charset-normalizer contourpy coverage cryptography debugpy fonttools"
                            + " frozenlist gevent greenlet grpcio h5py httptools kiwisolver llvmlite lxml lz4 markupsafe"
                            + " matplotlib msgpack multidict mypy numpy opencv-python-headless orjson pandas pillow"
                            + " propcache protobuf psutil psycopg-binary psycopg2-binary pyarrow pydantic-core pymongo"
                            + " pynacl pyyaml regex rpds-py ruff scikit-learn scipy shapely simplejson sqlalchemy"
                            + " tokenizers tornado ujson uv uvloop watchfiles websockets wrapt yarl zstandard")
                    .split(" "));

    private static final List<List<String>> PLATFORMS = List.of(
            List.of("musllinux_1_2_x86_64", "musllinux_1_1_x86_64"),
            List.of("musllinux_1_2_aarch64", "musllinux_1_1_aarch64"),
            manylinux("x86_64", "manylinux2010_x86_64", "manylinux1_x86_64", "manylinux_2_5_x86_64"),
            manylinux("aarch64"));

    private PopularWheels() {}

    private static List<String> manylinux(String machine, String... older) {
        List<String> tags = new ArrayList<>(List.of(older));
        for (int minor : new int[] {28, 27, 26, 24, 17, 12}) {
            tags.add("manylinux_2_" + minor + "_" + machine);
        }
        tags.add("manylinux2014_" + machine);
        return tags;
    }

    /** Returns the files. A project without a wheel for a platform has none there. */
    public static List<Path> download() {
        boolean isProof = Boolean.getBoolean("pywar.proof");
        List<Path> wheels = new ArrayList<>();
        for (List<String> platform : isProof ? PLATFORMS : PLATFORMS.subList(0, 3)) {
            for (String project : isProof ? MANY : FEW) {
                wheels.addAll(download(project, platform));
            }
        }
        return wheels;
    }

    private static List<Path> download(String project, List<String> platform) {
        Path folder = FOLDER.resolve(platform.get(platform.size() - 1)).resolve(project);
        String[] words = pip(folder, project, platform).toArray(String[]::new);
        Once.unlessThere(folder, () -> Tool.run(Path.of("."), "python3", words));
        File[] files = folder.toFile().listFiles((any, name) -> name.endsWith(".whl"));
        return files == null ? List.of() : Stream.of(files).map(File::toPath).toList();
    }

    private static List<String> pip(Path folder, String project, List<String> platform) {
        List<String> arguments = new ArrayList<>(List.of("-m", "pip", "download", "-q", "--no-deps", "-d"));
        arguments.add(folder.toString());
        arguments.addAll(List.of("--only-binary", ":all:", "--implementation", "cp", "--python-version", "3.12"));
        Stream.of("cp312", "abi3", "none").forEach(abi -> arguments.addAll(List.of("--abi", abi)));
        platform.forEach(tag -> arguments.addAll(List.of("--platform", tag)));
        arguments.add(project);
        return arguments;
    }
}
