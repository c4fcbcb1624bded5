package io.github.pywar.app.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.pywar.base.data.Json;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Selection of the records of some packages. It reads tokens and keeps only the names, because all records of the ecosystem
 * have hundreds of megabytes, and an archive needs a few of them.
 *
 * @param names of the packages
 */
record AdvisoryFilter(Set<PackageName> names) {

    /**
     * What a record is about.
     *
     * @param isPython whether it is about any Python package
     * @param isSelected whether it is about one of the packages, and is not withdrawn
     * @param modified its time, or an empty text
     */
    record Header(boolean isPython, boolean isSelected, String modified) {}

    /**
     * Reads the header of a record.
     *
     * @param source its name in messages
     */
    Header header(byte[] record, String source) throws IOException {
        Set<PackageName> found = new HashSet<>();
        String modified = "";
        boolean isWithdrawn = false;
        try (JsonParser json = Json.streaming().createParser(record)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Header(false, false, "");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                if (key.equals("modified")) {
                    modified = json.getText();
                } else if (key.equals("withdrawn")) {
                    isWithdrawn = json.currentToken() == JsonToken.VALUE_STRING;
                } else if (key.equals("affected") && json.currentToken() == JsonToken.START_ARRAY) {
                    readAffected(json, found);
                } else {
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw Json.malformed(e, source);
        }
        return new Header(!found.isEmpty(), !isWithdrawn && found.stream().anyMatch(names::contains), modified);
    }

    private static void readAffected(JsonParser json, Set<PackageName> found) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isPackage = json.currentName().equals("package");
                json.nextToken();
                if (isPackage && json.currentToken() == JsonToken.START_OBJECT) {
                    readPackage(json, found);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private static void readPackage(JsonParser json, Set<PackageName> found) throws IOException {
        String ecosystem = "";
        String name = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            if (key.equals("ecosystem")) {
                ecosystem = json.getText();
            } else if (key.equals("name")) {
                name = json.getText();
            }
            json.skipChildren();
        }
        if (AffectedPackage.isEcosystem(ecosystem)) {
            PackageName.tryParse(name).ifPresent(found::add);
        }
    }
}
