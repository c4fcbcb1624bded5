package io.github.pywar.testing.fuzz;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The class that Jazzer calls, see {@link FuzzRun}. The property {@code pywar.fuzz.target} names the target as CLASS#METHOD. */
public final class FuzzEntry {

    private static Object test;
    private static Method target;

    private FuzzEntry() {}

    /** Jazzer calls it once, before all inputs. */
    public static void fuzzerInitialize() throws ReflectiveOperationException, IOException {
        String[] name = System.getProperty("pywar.fuzz.target").split("#");
        Class<?> type = Class.forName(name[0]);
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        test = constructor.newInstance();
        for (Field field : type.getDeclaredFields()) {
            if (field.isAnnotationPresent(TempDir.class)) {
                field.setAccessible(true);
                field.set(test, Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "fuzz"));
            }
        }
        target = type.getDeclaredMethod(name[1], FuzzInput.class);
        target.setAccessible(true);
    }

    /** Jazzer calls it with each input. An exception is a finding. */
    public static void fuzzerTestOneInput(byte[] input) throws Throwable {
        try {
            run(input);
        } catch (Throwable once) {
            run(input); // the first call may load and instrument classes, which takes time and memory
        }
    }

    private static void run(byte[] input) throws Throwable {
        try {
            target.invoke(test, new FuzzInput("an input of Jazzer", input.clone()));
        } catch (InvocationTargetException fault) {
            throw fault.getCause();
        }
    }
}
