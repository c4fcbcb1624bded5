package io.github.pywar.base.text;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Block of a text in PEM form (RFC 7468), without the text around it.
 *
 * @param label for example {@code PRIVATE KEY}
 * @param content decoded
 */
public record PemBlock(String label, byte[] content) {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN (?<label>[A-Z0-9 ]++)-----(?<body>[A-Za-z0-9+/=\\s]++)-----END \\k<label>-----");

    /** @return all blocks, in their order; a block whose content is not base64 is skipped */
    public static List<PemBlock> allOf(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            String label = block.group("label");
            decoded(block.group("body")).ifPresent(bytes -> blocks.add(new PemBlock(label, bytes)));
        }
        return blocks;
    }

    private static Optional<byte[]> decoded(String body) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
