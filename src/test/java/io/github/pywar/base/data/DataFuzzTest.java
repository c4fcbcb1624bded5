package io.github.pywar.base.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;

class DataFuzzTest {

    @FuzzTarget
    void readsJson(FuzzInput input) throws Exception {
        input.read(() -> assertThat(Json.read(input.bytes(), "a.json")).isNotNull());
    }

    @FuzzTarget
    void readsToml(FuzzInput input) throws Exception {
        input.read(() -> {
            TomlFields fields = TomlFields.parse(input.bytes(), "a.toml");
            fields.keys().forEach(fields::location);
            fields.toMap();
        });
    }

    /** Any sequence of reads. */
    @FuzzTarget
    void readsCacheEntries(FuzzInput input) throws Exception {
        CacheFormat format = new CacheFormat(1);
        CacheWriter content = new CacheWriter();
        input.read(() -> {
            format.read(input.bytes(), in -> in.map().size() + in.texts().size());
            format.read(format.write(content.text(input.text())), CacheReader::map);
            assertThat(format.read(format.write(content), CacheReader::text)).contains(input.text());
        });
    }
}
