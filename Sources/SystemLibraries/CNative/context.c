#define _GNU_SOURCE
// Entering generated code, leaving it early, and the memory of a call.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "cnative.h"

// Registers, stack pointer and return address: generated code has nothing to clean up on the way out.
__attribute__((noinline)) uint32_t native_enter(NativeEntry entry, NativeContext *context, const NativeFelt *calldata,
                                                uint64_t count, NativeOutput *output) {
    void *buffer[5];
    void *volatile outer = context->unwind;
    context->abort_code = 0;
    context->unwind = buffer;
    if (__builtin_setjmp(buffer) == 0) entry(context, calldata, count, output);
    context->unwind = outer;
    return (uint32_t)context->abort_code;
}

__attribute__((noinline)) void native_abort(NativeContext *context, uint64_t code) {
    context->abort_code = code;
    __builtin_longjmp(context->unwind, 1);
}

typedef struct NativeChunk {
    struct NativeChunk *next;
    uint64_t size;
} NativeChunk;

static void use(NativeContext *context, NativeChunk *chunk) {
    context->arena_top = chunk ? (uint8_t *)(chunk + 1) : 0;
    context->arena_end = chunk ? (uint8_t *)chunk + chunk->size : 0;
}

// Chunks double, so that their number stays small; what is left of the one before is not used. `bytes` are rounded, and within
// the bound.
static void *grow(NativeContext *context, uint64_t bytes) {
    const uint64_t least = 65536;
    uint64_t size = context->arena_bytes < least ? least : context->arena_bytes;
    if (size > context->arena_max - context->arena_bytes) size = context->arena_max - context->arena_bytes;
    if (size < bytes + sizeof(NativeChunk)) size = bytes + sizeof(NativeChunk);
    if (size > context->arena_max - context->arena_bytes) return 0;
    NativeChunk *chunk = malloc(size);
    if (!chunk) return 0;
    chunk->size = size;
    chunk->next = context->chunks;
    context->chunks = chunk;
    context->arena_bytes += size;
    use(context, chunk);
    uint8_t *place = context->arena_top;
    context->arena_top += bytes;
    return place;
}

void *native_try_allocate(NativeContext *context, uint64_t bytes) {
    if (bytes > context->arena_max) return 0;
    bytes = (bytes + 7) & ~(uint64_t)7;
    if ((uint64_t)(context->arena_end - context->arena_top) < bytes || !context->arena_top) return grow(context, bytes);
    uint8_t *place = context->arena_top;
    context->arena_top += bytes;
    return place;
}

void *native_allocate(NativeContext *context, uint64_t bytes) {
    void *place = native_try_allocate(context, bytes);
    if (!place) native_abort(context, 2);
    return place;
}

void native_reset(NativeContext *context) {
    // The newest chunk is the largest, and its pages are there already.
    NativeChunk *kept = context->chunks;
    while (kept && kept->next) {
        NativeChunk *older = kept->next;
        kept->next = older->next;
        free(older);
    }
    context->arena_bytes = kept ? kept->size : 0;
    use(context, kept);
    context->first_dictionary = context->last_dictionary = 0;
    context->squashed = context->points = 0;
    context->arena_operations = 0;
    context->arena_operations_max = 0;
}

void native_free(NativeContext *context) {
    while (context->chunks) {
        NativeChunk *chunk = context->chunks;
        context->chunks = chunk->next;
        free(chunk);
    }
    context->arena_bytes = 0;
    use(context, 0);
}

uint8_t *native_stack_end(void) {
    static _Thread_local uint8_t *known;
    pthread_attr_t attributes;
    void *lowest = 0;
    size_t size = 0;
    if (known) return known;
    if (pthread_getattr_np(pthread_self(), &attributes)) return 0;
    if (!pthread_attr_getstack(&attributes, &lowest, &size)) known = lowest;
    pthread_attr_destroy(&attributes);
    return known;
}

static int bound(int resource, uint64_t most) {
    struct rlimit limit = {most, most};
    return setrlimit(resource, &limit);
}

int native_bound_process(uint64_t seconds, uint64_t memory_bytes, uint64_t file_bytes) {
    return bound(RLIMIT_CORE, 0) | bound(RLIMIT_CPU, seconds) | bound(RLIMIT_AS, memory_bytes)
           | bound(RLIMIT_FSIZE, file_bytes);
}

static uint32_t checked(NativeContext *context, uint32_t answer) {
    if (answer >= NATIVE_ABORT) native_abort(context, answer - NATIVE_ABORT);
    return answer;
}

static uint32_t system_call(NativeContext *context, uint32_t call, const uint8_t *request, uint8_t *response) {
    return checked(context, context->handlers->system_call(context, call, request, response));
}

static uint32_t curve(NativeContext *context, uint32_t operation, const uint8_t *operands, uint8_t *result) {
    return checked(context, context->handlers->curve(context, operation, operands, result));
}

static void pedersen(NativeContext *context, const NativeFelt *x, const NativeFelt *y, NativeFelt *result) {
    context->handlers->pedersen(context, x, y, result);
}

static void hades(NativeContext *context, NativeFelt *state) { context->handlers->hades(context, state); }

static void divide(NativeContext *context, const NativeFelt *x, const NativeFelt *y, NativeFelt *result) {
    context->handlers->divide_felts(context, x, y, result);
}

static void blake(NativeContext *context, const uint32_t *state, uint32_t count, const uint32_t *block,
                  uint32_t is_final, uint32_t *result) {
    context->handlers->blake(context, state, count, block, is_final, result);
}

static const NativeTable table = {
    system_call,  pedersen,           hades,
    curve,        divide,             native_rare,
    native_abort, native_allocate,    native_multiply_felts,
    native_multiply_felt_by_small, blake,
};

void native_prepare(NativeContext *context, const NativeHandlers *handlers, uint64_t arena_max) {
    memset(context, 0, sizeof *context);
    context->table = &table;
    context->handlers = handlers;
    context->arena_max = arena_max;
}

extern unsigned __int128 __udivti3(unsigned __int128, unsigned __int128);
extern unsigned __int128 __umodti3(unsigned __int128, unsigned __int128);
extern __int128 __divti3(__int128, __int128);
extern __int128 __modti3(__int128, __int128);

static const struct {
    const char *name;
    const void *address;
} imports[] = {
    {"memcpy", memcpy},       {"memmove", memmove},     {"memset", memset},
    {"__udivti3", __udivti3}, {"__umodti3", __umodti3}, {"__divti3", __divti3}, {"__modti3", __modti3},
};

const char *native_import_name(size_t index) {
    return index < sizeof imports / sizeof *imports ? imports[index].name : 0;
}

const void *native_import_address(size_t index) {
    return index < sizeof imports / sizeof *imports ? imports[index].address : 0;
}
