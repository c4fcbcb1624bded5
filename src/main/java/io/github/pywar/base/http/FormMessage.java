package io.github.pywar.base.http;

import io.github.pywar.base.url.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;

/** POST message with a form. */
final class FormMessage {

    private static final ContentType TEXT = ContentType.create("text/plain", StandardCharsets.UTF_8);

    private FormMessage() {}

    static HttpPost of(HttpRequest request, Http.Form form, RequestConfig configuration) {
        MultipartEntityBuilder body = MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.EXTENDED)
                .setCharset(StandardCharsets.UTF_8);
        for (Map.Entry<String, String> field : form.fields()) {
            body.addTextBody(field.getKey(), field.getValue(), TEXT);
        }
        body.addBinaryBody(
                form.fileField(),
                form.file().toFile(),
                ContentType.APPLICATION_OCTET_STREAM,
                form.file().getFileName().toString());
        HttpPost message = new HttpPost(Credentials.withoutUserInfo(request.uri()));
        request.headers().forEach(message::setHeader);
        message.setEntity(body.build());
        message.setConfig(configuration);
        return message;
    }
}
