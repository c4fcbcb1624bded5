package io.github.pywar.base.data;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/**
 * Source of the buffers of the JSON parser. With Jackson's own size of 8,000 bytes, a parser of large documents asks the stream
 * so often that the virtual machine compiles the code of the stream into each method of the parser, which takes longer than
 * parsing.
 */
final class LargeBuffers extends JsonRecyclerPools.ConcurrentDequePool {

    private static final long serialVersionUID = 1L;
    private static final int READ = 1 << 16;

    LargeBuffers() {
        super(SERIALIZATION_NON_SHARED);
    }

    @Override
    public BufferRecycler createPooled() {
        return new Buffers();
    }

    private static final class Buffers extends BufferRecycler {

        @Override
        protected int byteBufferLength(int kind) {
            return kind == BYTE_READ_IO_BUFFER ? READ : super.byteBufferLength(kind);
        }
    }
}
