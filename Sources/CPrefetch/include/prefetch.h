#ifndef EARSHOT_PREFETCH_H
#define EARSHOT_PREFETCH_H

/* Asks the processor to fetch a line of memory that will be needed soon.  Swift has no word for it. */
static inline void earshot_prefetch(const void *address) {
    __builtin_prefetch(address, 1, 3);
}

/* The same for memory that is only read: nobody else has to give it up. */
static inline void earshot_prefetch_read(const void *address) {
    __builtin_prefetch(address, 0, 3);
}

#endif
