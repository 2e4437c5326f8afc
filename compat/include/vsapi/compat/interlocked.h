/*
 * vsapi/compat/interlocked.h - the Interlocked functions over a long, natively.
 *
 * There LONG is no long, and programs say `long count;` where the functions say LONG.
 */
#ifndef VSAPI_COMPAT_INTERLOCKED_H
#define VSAPI_COMPAT_INTERLOCKED_H

extern "C++" {
inline long InterlockedIncrement(long volatile *value)
{
    return __atomic_add_fetch(value, 1, __ATOMIC_SEQ_CST);
}

inline long InterlockedDecrement(long volatile *value)
{
    return __atomic_sub_fetch(value, 1, __ATOMIC_SEQ_CST);
}

inline long InterlockedExchange(long volatile *value, long exchange)
{
    return __atomic_exchange_n(value, exchange, __ATOMIC_SEQ_CST);
}

inline long InterlockedExchangeAdd(long volatile *value, long add)
{
    return __atomic_fetch_add(value, add, __ATOMIC_SEQ_CST);
}

inline long InterlockedCompareExchange(long volatile *value, long exchange, long comparand)
{
    __atomic_compare_exchange_n(value, &comparand, exchange, false, __ATOMIC_SEQ_CST,
                                __ATOMIC_SEQ_CST);
    return comparand;
}
}

#endif
