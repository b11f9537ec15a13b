// What Embedded Swift expects of its environment: an allocator and the memory functions.
//
// Blocks are powers of two, one free list a size. Every block starts with a header; the payload follows it, further on
// where more than 16 bytes of alignment are asked for. Blocks are never joined: a verification frees what it takes in
// the same few sizes.
#include <stddef.h>
#include <stdint.h>

typedef uint64_t unaligned_word __attribute__((aligned(1), may_alias));

typedef struct header {
    uintptr_t start;   // of the whole block
    uint32_t log_size; // of the whole block
    uint32_t unused;
} header;

extern unsigned char __heap_base;
static uintptr_t top;
static uintptr_t free_lists[32];

// Address space from the end of the heap; 0 when the machine refuses.
static uintptr_t extend(size_t size) {
    if (top == 0) top = ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
    if (size > UINTPTR_MAX - 65536 - top) return 0;
    size_t have = __builtin_wasm_memory_size(0) * 65536u;
    if (top + size > have) {
        size_t pages = (top + size - have + 65535) / 65536;
        if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) return 0;
    }
    uintptr_t block = top;
    top += size;
    return block;
}

static void *take(size_t size, size_t alignment) {
    if (alignment < 16) alignment = 16;
    if (size > (size_t)1 << 30 || alignment > 4096) return NULL;
    // The payload starts 16 to `alignment` bytes into the block, which is aligned to 16.
    size_t need = size + alignment;
    uint32_t log_size = 5;
    while (((size_t)1 << log_size) < need) log_size++;
    if (log_size > 30) return NULL;
    uintptr_t start = free_lists[log_size];
    if (start != 0) {
        free_lists[log_size] = *(uintptr_t *)start;
    } else {
        start = extend((size_t)1 << log_size);
        if (start == 0) return NULL;
    }
    uintptr_t payload = (start + sizeof(header) + alignment - 1) & ~(uintptr_t)(alignment - 1);
    header *h = (header *)(payload - sizeof(header));
    h->start = start;
    h->log_size = log_size;
    return (void *)payload;
}

__attribute__((export_name("starling_allocate"))) void *starling_allocate(size_t size) { return take(size, 16); }

void *malloc(size_t size) { return take(size, 16); }

void free(void *payload) {
    if (payload == NULL) return;
    header h = *(header *)((uintptr_t)payload - sizeof(header));
    *(uintptr_t *)h.start = free_lists[h.log_size];
    free_lists[h.log_size] = h.start;
}

__attribute__((export_name("starling_free"))) void starling_free(void *payload) { free(payload); }

int posix_memalign(void **result, size_t alignment, size_t size) {
    *result = take(size, alignment);
    return *result == NULL ? 12 : 0;
}

void *memmove(void *to, const void *from, size_t count) {
    unsigned char *d = to;
    const unsigned char *s = from;
    if (d < s) {
        while (count >= 8) {
            *(unaligned_word *)d = *(const unaligned_word *)s;
            d += 8, s += 8, count -= 8;
        }
        while (count--) *d++ = *s++;
    } else {
        while (count--) d[count] = s[count];
    }
    return to;
}

void *memcpy(void *to, const void *from, size_t count) {
    unsigned char *d = to;
    const unsigned char *s = from;
    while (count >= 8) {
        *(unaligned_word *)d = *(const unaligned_word *)s;
        d += 8, s += 8, count -= 8;
    }
    while (count--) *d++ = *s++;
    return to;
}

void *memset(void *to, int value, size_t count) {
    unsigned char *d = to;
    while (count--) *d++ = (unsigned char)value;
    return to;
}

int memcmp(const void *a, const void *b, size_t count) {
    const unsigned char *x = a, *y = b;
    for (size_t i = 0; i < count; i++) {
        if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
    }
    return 0;
}

// The product of 128-bit integers, which the compiler calls for full-width products of 64-bit ones.
__int128 __multi3(__int128 a, __int128 b) {
    const uint64_t low_half = 0xffffffffu;
    uint64_t x = (uint64_t)a, y = (uint64_t)b;
    uint64_t x0 = x & low_half, x1 = x >> 32, y0 = y & low_half, y1 = y >> 32;
    uint64_t p00 = x0 * y0, p01 = x0 * y1, p10 = x1 * y0, p11 = x1 * y1;
    uint64_t middle = (p00 >> 32) + (p01 & low_half) + (p10 & low_half);
    uint64_t low = (p00 & low_half) | (middle << 32);
    uint64_t high = p11 + (p01 >> 32) + (p10 >> 32) + (middle >> 32);
    high += x * (uint64_t)((unsigned __int128)b >> 64) + (uint64_t)((unsigned __int128)a >> 64) * y;
    return (__int128)(((unsigned __int128)high << 64) | low);
}

// Hash tables ask for a random seed, so that nobody can prepare colliding keys. The host gives it before the first call.
static uint64_t seed = 0x9e3779b97f4a7c15u;

__attribute__((export_name("starling_seed"))) void starling_seed(uint32_t low, uint32_t high) {
    seed = (uint64_t)high << 32 | low;
}

void arc4random_buf(void *buffer, size_t count) {
    unsigned char *bytes = buffer;
    for (size_t i = 0; i < count; i++) {
        // SplitMix64.
        uint64_t z = (seed += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        bytes[i] = (unsigned char)(z ^ (z >> 31));
    }
}

typedef union {
    unsigned __int128 whole;
    struct {
        uint64_t low, high;
    };
} Wide;

// The quotient of 128-bit integers, a bit a step: only checks of products and decimal texts divide such numbers. Before a
// division by zero Swift has stopped.
unsigned __int128 __udivti3(unsigned __int128 a, unsigned __int128 b) {
    Wide n = {.whole = a}, d = {.whole = b}, quotient = {.whole = 0}, rest = {.whole = 0};
    for (int i = 0; i < 128; i++) {
        uint64_t carry = rest.high >> 63;
        rest.high = rest.high << 1 | rest.low >> 63;
        rest.low = rest.low << 1 | n.high >> 63;
        n.high = n.high << 1 | n.low >> 63;
        n.low <<= 1;
        quotient.high = quotient.high << 1 | quotient.low >> 63;
        quotient.low <<= 1;
        if (carry || rest.high > d.high || (rest.high == d.high && rest.low >= d.low)) {
            uint64_t borrow = rest.low < d.low;
            rest.low -= d.low;
            rest.high -= d.high + borrow;
            quotient.low |= 1;
        }
    }
    return quotient.whole;
}
