package io.github.pywar.app.sign;

import io.github.pywar.base.data.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signed statement in an envelope (DSSE 1.0). The signature covers the type and the payload.
 *
 * @param payload the statement
 */
record DsseEnvelope(byte[] payload) {

    private static final String TYPE = "application/vnd.in-toto+json";

    /** Returns the bytes that are signed (DSSE, "PAE"). */
    byte[] signed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("DSSEv1 " + TYPE.length() + " " + TYPE + " " + payload.length + " ")
                .getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }

    /** Returns the envelope as one line of JSON. */
    byte[] json(byte[] signature) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("payload", base64(payload));
        document.put("payloadType", TYPE);
        document.put("signatures", List.of(Map.of("sig", base64(signature))));
        return (Json.line(document) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
