package io.github.pywar.base.http;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that logs nothing. HttpClient's own one writes every header, {@code Authorization} with them, to SLF4J's
 * debug level, which {@code mvn -X} prints.
 */
final class QuietConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    private Timeout socketTimeout = Timeout.DISABLED;

    private QuietConnection() {
        super(Http1Config.DEFAULT);
    }

    static QuietConnection open(Socket socket) throws IOException {
        QuietConnection connection = new QuietConnection();
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }

    @Override
    public Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    @Override
    public void bind(SSLSocket layered, Socket plain) throws IOException {
        super.bind(layered, plain);
        socketTimeout = Timeout.ofMilliseconds(layered.getSoTimeout());
    }

    @Override
    public void passivate() {
        socketTimeout = getSocketTimeout();
        setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    @Override
    public void activate() {
        setSocketTimeout(socketTimeout);
    }
}
