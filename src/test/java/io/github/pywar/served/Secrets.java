package io.github.pywar.served;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Passwords and tokens of a test, and a search for them in texts and files, in any encoding. */
final class Secrets {

    private final Map<String, String> forms = new LinkedHashMap<>();

    /** Returns a unique password for that user. All its forms are recorded. */
    String of(String user) {
        return remember(user, "p4ss/of+" + user + "=s3cret");
    }

    /** Returns a password that needs no encoding in URLs. */
    String plainOf(String user) {
        return remember(user, "t0ken-of-" + user + "-s3cret");
    }

    private String remember(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        forms.put(password, password);
        forms.put(encoded(password), "encoded " + password);
        forms.put(Base64.getEncoder().withoutPadding().encodeToString(pair), "Basic " + password);
        String alone = Base64.getEncoder().withoutPadding().encodeToString(password.getBytes(StandardCharsets.UTF_8));
        forms.put(alone, "base64 " + password);
        return password;
    }

    /** Returns the password's form in a URL. */
    static String encoded(String password) {
        return URLEncoder.encode(password, StandardCharsets.UTF_8);
    }

    /** Returns each password in that text, with its line. */
    List<String> in(String label, String text) {
        return in(label, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns each password in these files, and in the files of archives among them. */
    List<String> in(List<Path> files) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            found.addAll(in(file.toString(), Files.readAllBytes(file)));
        }
        return found;
    }

    private List<String> in(String label, byte[] content) {
        List<String> found = new ArrayList<>();
        String text = new String(content, StandardCharsets.ISO_8859_1);
        forms.forEach((form, what) -> {
            int at = text.indexOf(form);
            if (at >= 0) {
                int from = text.lastIndexOf('\n', at) + 1;
                found.add(what + " in " + label + ": " + text.substring(from, Math.min(text.length(), at + 200)));
            }
        });
        try {
            found.addAll(inside(label, content));
        } catch (IOException e) {
            throw new IllegalStateException(label, e);
        }
        return found;
    }

    private List<String> inside(String label, byte[] content) throws IOException {
        List<String> found = new ArrayList<>();
        if (startsWith(content, 0x1f, 0x8b)) {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
                found.addAll(in(label + "!", in.readAllBytes()));
            }
        } else if (startsWith(content, 'P', 'K') || label.endsWith(".pywar")) {
            try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(content))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    found.addAll(in(label + "!" + entry.getName(), in.readAllBytes()));
                }
            }
        }
        return found;
    }

    private static boolean startsWith(byte[] content, int first, int second) {
        return content.length > 2 && (content[0] & 0xff) == first && (content[1] & 0xff) == second;
    }
}
