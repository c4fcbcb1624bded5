package io.github.pywar.python.version;

import java.util.Arrays;
import java.util.List;

/**
 * Key of a version: comparing keys as unsigned bytes compares the versions (PEP 440, "Summary of permitted suffixes and
 * relative ordering"):
 *
 * <pre>
 * key     = epoch number* END pre post dev segment* END
 * number  = count of digits, digits
 * segment = NUMBER number | TEXT letters END
 * </pre>
 *
 * <p>Trailing zeros of the release are omitted. No key is a prefix of another one. So cuts between versions have keys, too:
 * {@code 0xFF} is greater than any continuation.
 */
final class SortKey {

    private static final int END = 0;
    private static final int DEVELOPMENT_ONLY = 0;
    private static final int FINAL = 4;
    private static final int NO_POST = 0;
    private static final int DEV = 0;
    private static final int NO_DEV = 1;
    private static final int TEXT = 1;
    private static final int NUMBER = 2;
    private static final int AFTER_ALL = 0xFF;
    private static final int LONG_NUMBER = 0xFE;

    private byte[] bytes = new byte[24];
    private int length;

    private SortKey() {}

    static byte[] of(VersionParts parts) {
        return new SortKey().upToPost(parts).postAndDev(parts).local(parts).done();
    }

    /** @return the key of the cut above a version and all its post-releases */
    static byte[] afterPosts(VersionParts parts) {
        return new SortKey().upToPost(parts).add(AFTER_ALL).done();
    }

    /** @return the key of the cut above exactly the version with the key */
    static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    private SortKey upToPost(VersionParts parts) {
        number(parts.epoch());
        List<String> release = parts.release();
        int last = release.size();
        while (last > 0 && "0".equals(release.get(last - 1))) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            number(release.get(i));
        }
        add(END);
        if (parts.pre() != null) {
            return add(1 + parts.pre().phase().ordinal()).number(parts.pre().number());
        }
        return add(parts.post() == null && parts.dev() != null ? DEVELOPMENT_ONLY : FINAL);
    }

    private SortKey postAndDev(VersionParts parts) {
        if (parts.post() == null) {
            add(NO_POST);
        } else {
            number(parts.post());
        }
        return parts.dev() == null ? add(NO_DEV) : add(DEV).number(parts.dev());
    }

    private SortKey local(VersionParts parts) {
        for (String segment : parts.local()) {
            if (VersionParts.isNumber(segment)) {
                add(NUMBER).number(segment);
            } else {
                add(TEXT).ascii(segment).add(END);
            }
        }
        return add(END);
    }

    private SortKey number(String digits) {
        int count = digits.length();
        if (count < LONG_NUMBER) {
            add(count);
        } else {
            add(LONG_NUMBER).add(count >>> 8).add(count);
        }
        return ascii(digits);
    }

    private SortKey ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
        return this;
    }

    private SortKey add(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) value;
        return this;
    }

    private byte[] done() {
        return Arrays.copyOf(bytes, length);
    }
}
