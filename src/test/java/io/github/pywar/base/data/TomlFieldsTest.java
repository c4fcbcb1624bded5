package io.github.pywar.base.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TomlFieldsTest {

    private static final TomlFields SHOP = parse("""
            name = "shop"
            year = 1999
            tags = [
              "a",
              "b",
            ]
            mixed = ["a", 1]
            opened = 1999-05-27T07:32:00
            [owner]
            size = "x"
            [[branches]]
            city = "Bonn"
            [[branches]]
            city = 3
            lots = [{id = "x"}]
            """);

    private static TomlFields parse(String text) {
        return TomlFields.parse(text.getBytes(StandardCharsets.UTF_8), "shop.toml");
    }

    @Test
    void readsExpectedTypes() {
        assertThat(SHOP.string("name")).contains("shop");
        assertThat(SHOP.integer("year")).contains(1999L);
        assertThat(SHOP.strings("tags"))
                .map(item -> item.value() + " " + item.location())
                .containsExactly("a shop.toml:4", "b shop.toml:5");
        assertThat(SHOP.time("opened"))
                .hasValueSatisfying(time -> assertThat(time).hasToString("1999-05-27T07:32Z"));
        assertThat(SHOP.stringTable("owner")).isEqualTo(Map.of("size", "x"));
        assertThat(SHOP.tables("branches").get(0).requiredString("city")).isEqualTo("Bonn");
        assertThat(SHOP.toMap()).containsEntry("mixed", List.of("a", 1L));
    }

    @Test
    void returnsNothingForMissingKeys() {
        assertThat(SHOP.string("none")).isEmpty();
        assertThat(SHOP.strings("none")).isEmpty();
        assertThat(SHOP.table("none")).isEmpty();
        assertThat(SHOP.tables("none")).isEmpty();
        assertThat(SHOP.stringTable("none")).isEmpty();
    }

    @Test
    void reportsPathAndLine() {
        assertError(shop -> shop.string("year"), "`year` is not a string (shop.toml:2)");
        assertError(shop -> shop.strings("mixed"), "`mixed` is not an array of strings (shop.toml:7)");
        assertError(shop -> shop.table("name"), "`name` is not a table (shop.toml:1)");
        assertError(shop -> shop.tables("tags"), "`tags` is not an array of tables (shop.toml:3)");
        assertError(shop -> shop.requiredString("none"), "`none` is missing (shop.toml)");
        assertError(
                shop -> shop.tables("branches").get(1).string("city"),
                "`branches[1].city` is not a string (shop.toml:14)");
        assertError(
                shop -> shop.tables("branches").get(1).tables("lots").get(0).requiredString("size"),
                "`branches[1].lots[0].size` is missing (shop.toml:15)");
        assertError(
                shop -> shop.parsedList("tags", text -> {
                    throw UserException.of("no " + text);
                }),
                "`tags[0]` is not valid: no a (shop.toml:3)");
    }

    private static void assertError(Consumer<TomlFields> read, String message) {
        assertThatThrownBy(() -> read.accept(SHOP))
                .isInstanceOf(UserException.class)
                .hasMessage(message);
    }
}
