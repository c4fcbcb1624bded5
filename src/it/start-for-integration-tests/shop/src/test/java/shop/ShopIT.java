package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class ShopIT {

    @Test
    void answersFromTwoServers() throws Exception {
        assertEquals("/cart test", get("shop.url").replaceFirst(" \\d+$", ""));
        assertEquals("/cart second", get("shop.second").replaceFirst(" \\d+$", ""));
        assertNotEquals("true", System.getProperty("shop.fails"));
    }

    private static String get(String property) throws Exception {
        URI page = URI.create(System.getProperty(property) + "/cart");
        String answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
        System.out.println("served by " + answer);
        return answer;
    }
}
