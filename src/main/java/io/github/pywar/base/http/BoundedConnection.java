package io.github.pywar.base.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Clock;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.util.Timeout;

/**
 * Connection without logging and with limits for the headers and the time of a response. HttpClient's own connection logs
 * every header, with {@code Authorization}, on SLF4J's debug level, which a build may print. It also reads any number of
 * headers and interim responses (1xx).
 */
final class BoundedConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {

    private static final int MOST_HEADERS = 256;
    private static final int LONGEST_LINE = 32 << 10;
    private static final int MOST_INTERIM_ANSWERS = 16;
    private static final int FIRST_FINAL_STATUS = 200;
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxHeaderCount(MOST_HEADERS)
            .setMaxLineLength(LONGEST_LINE)
            .build();

    /** The connection's own parsers of headers know no limits. */
    private static final DefaultHttpResponseParserFactory PARSERS = new DefaultHttpResponseParserFactory(LIMITS);

    private final MinimumRate pace;
    private Timeout socketTimeout = Timeout.DISABLED;
    private int interimAnswers;

    private BoundedConnection(Clock clock) {
        super(LIMITS, null, null, null, null, null, PARSERS);
        this.pace = new MinimumRate(clock);
    }

    /** @param clock measures how long an answer takes */
    static BoundedConnection open(Socket socket, Clock clock) throws IOException {
        BoundedConnection connection = new BoundedConnection(clock);
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

    /** Every byte of an answer passes the check of its pace, those of headers and of chunk sizes too. */
    @Override
    protected void bind(SocketHolder holder) throws IOException {
        boolean isPlain = holder.getSSLSocket() == null;
        super.bind(
                isPlain
                        ? new PacedSocket(holder.getSocket(), pace)
                        : new PacedSocket(holder.getSSLSocket(), holder.getBaseSocket(), pace));
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        interimAnswers = 0;
        pace.restart();
        super.sendRequestHeader(request);
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        ClassicHttpResponse response = super.receiveResponseHeader();
        if (response.getCode() < FIRST_FINAL_STATUS && ++interimAnswers > MOST_INTERIM_ANSWERS) {
            throw new MessageConstraintException(
                    "more than " + MOST_INTERIM_ANSWERS + " interim answers (1xx) and no final one");
        }
        return response;
    }

    private static final class PacedSocket extends SocketHolder {

        private final MinimumRate pace;

        PacedSocket(Socket socket, MinimumRate pace) {
            super(socket);
            this.pace = pace;
        }

        PacedSocket(SSLSocket layered, Socket base, MinimumRate pace) {
            super(layered, base);
            this.pace = pace;
        }

        @Override
        protected InputStream getInputStream(Socket socket) throws IOException {
            return pace.of(super.getInputStream(socket));
        }
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
