package io.github.pywar.python.version;

import java.util.Arrays;
import java.util.List;

/**
 * Bytes that sort as the versions do, unsigned and one after the other (PEP 440, "Summary of permitted suffixes and
 * relative ordering"). A number is its count of digits and then the digits; zeros at the end of a release are left out;
 * no key is the beginning of another. So places between versions have keys too: {@code 0xFF} sorts after every
 * continuation.
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

    /** @return the place after a version and all its post-releases */
    static byte[] afterPosts(VersionParts parts) {
        return new SortKey().upToPost(parts).add(AFTER_ALL).done();
    }

    /** @return the place after exactly the version of that key */
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
