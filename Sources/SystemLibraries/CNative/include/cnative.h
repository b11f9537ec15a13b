// What native code of contract classes runs in: the context of a call, its memory, and the way out of it.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct NativeContext NativeContext;
typedef struct {
    uint64_t limbs[4];
} NativeFelt;

/// The functions that generated code calls, in the order of `RuntimeFunction`. Felts are canonical.
typedef struct NativeTable {
    uint32_t (*system_call)(NativeContext *, uint32_t call, const uint8_t *request, uint8_t *response);
    void (*pedersen)(NativeContext *, const NativeFelt *, const NativeFelt *, NativeFelt *result);
    void (*hades)(NativeContext *, NativeFelt *state);
    uint32_t (*curve)(NativeContext *, uint32_t operation, const uint8_t *operands, uint8_t *result);
    void (*divide_felts)(NativeContext *, const NativeFelt *, const NativeFelt *, NativeFelt *result);
    void (*rare)(NativeContext *, uint32_t operation, const uint64_t *operands, uint64_t *result);
    void (*abort)(NativeContext *, uint64_t code);
    void *(*more_memory)(NativeContext *, uint64_t bytes);
    void (*multiply_felts)(const NativeFelt *, const NativeFelt *, NativeFelt *result);
    void (*multiply_felt_by_small)(const NativeFelt *, uint64_t, NativeFelt *result);
    void (*blake)(NativeContext *, const uint32_t *state, uint32_t count, const uint32_t *block, uint32_t is_final,
                  uint32_t *result);
} NativeTable;

/// What the table's functions are made of that is not C. None of these may be left by an abort: those that can fail give
/// `NATIVE_ABORT` plus a code, and their callers here, between which and generated code nothing stands, abort.
typedef struct NativeHandlers {
    uint32_t (*system_call)(NativeContext *, uint32_t call, const uint8_t *request, uint8_t *response);
    uint32_t (*curve)(NativeContext *, uint32_t operation, const uint8_t *operands, uint8_t *result);
    void (*pedersen)(NativeContext *, const NativeFelt *, const NativeFelt *, NativeFelt *result);
    void (*hades)(NativeContext *, NativeFelt *state);
    void (*divide_felts)(NativeContext *, const NativeFelt *, const NativeFelt *, NativeFelt *result);
    void (*blake)(NativeContext *, const uint32_t *state, uint32_t count, const uint32_t *block, uint32_t is_final,
                  uint32_t *result);
} NativeHandlers;

#define NATIVE_ABORT 256

/// A dictionary, in the order of creation.
typedef struct NativeDictionary NativeDictionary;

/// Offsets up to `costs` are those of `ContextLayout`.
struct NativeContext {
    uint64_t gas;
    uint64_t range_check, pedersen, bitwise, ec_op, poseidon, segment_arena;
    uint8_t *arena_top, *arena_end;
    const NativeTable *table;
    uint8_t *stack_limit;
    uint64_t costs[8];
    // Of the runtime alone.
    const NativeHandlers *handlers;
    void *host;
    void *unwind;
    uint64_t abort_code;
    struct NativeChunk *chunks;
    uint64_t arena_bytes, arena_max;
    /// Arbitrary points handed out.
    uint64_t points;
    NativeDictionary *first_dictionary, *last_dictionary;
    uint64_t squashed;
    /// For each operation counted by `segment_arena` 0, a creation, or 1, a squash.
    uint8_t *arena_operations;
    uint64_t arena_operations_max;
};

/// What an entry point gives back.
typedef struct {
    const NativeFelt *data;
    uint64_t count;
    uint32_t failed;
} NativeOutput;

typedef void (*NativeEntry)(NativeContext *, const NativeFelt *calldata, uint64_t count, NativeOutput *);

/// A context that has nothing yet.
void native_prepare(NativeContext *context, const NativeHandlers *handlers, uint64_t arena_max);

/// Calls generated code. 0 when it returned, else the code it was aborted with: aborts come back here and nowhere else.
uint32_t native_enter(NativeEntry entry, NativeContext *context, const NativeFelt *calldata, uint64_t count,
                      NativeOutput *output);
/// Ends the call that is under way in the context. Only generated code, and functions of this file, may stand between it and
/// `native_enter`.
void native_abort(NativeContext *context, uint64_t code) __attribute__((noreturn));

/// So many bytes of the call's memory, all of which is freed together. Aborts beyond `arena_max`.
void *native_allocate(NativeContext *context, uint64_t bytes);
/// The same, but gives nothing beyond the bound: for functions that must not be left by an abort.
void *native_try_allocate(NativeContext *context, uint64_t bytes);
/// Forgets all that was allocated; the largest piece is kept for the next call.
void native_reset(NativeContext *context);
void native_free(NativeContext *context);

void native_rare(NativeContext *context, uint32_t operation, const uint64_t *operands, uint64_t *result);
void native_multiply_felts(const NativeFelt *x, const NativeFelt *y, NativeFelt *result);
void native_multiply_felt_by_small(const NativeFelt *x, uint64_t y, NativeFelt *result);

/// Accesses of a dictionary, and its number among those squashed, from 0; the largest number while it was not.
uint64_t native_dictionary_accesses(const NativeDictionary *dictionary);
uint64_t native_dictionary_finalization(const NativeDictionary *dictionary);
const NativeDictionary *native_dictionary_next(const NativeDictionary *dictionary);
/// A name that generated code may import, by index, and its address; nothing behind the last one.
const char *native_import_name(size_t index);
const void *native_import_address(size_t index);

/// The lowest address of this thread's stack; nothing where it is not known.
uint8_t *native_stack_end(void);

/// Bounds this process: processor time, memory, bytes of a file that it writes; no memory images. 0 when all of them hold.
int native_bound_process(uint64_t seconds, uint64_t memory_bytes, uint64_t file_bytes);
