package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.HttpURLConnection;
import java.net.URI;
import org.junit.jupiter.api.Test;

class HealthIT {

    @Test
    void answersFromTheArchiveOfTheOtherModule() throws Exception {
        URI page = URI.create(System.getProperty("shop.url") + "/health");
        assertEquals(200, ((HttpURLConnection) page.toURL().openConnection()).getResponseCode());
    }
}
