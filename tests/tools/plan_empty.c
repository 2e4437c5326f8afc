/* tests/tools/plan_empty.c - a shared object that is no writer plug-in. */
extern const int plan_empty;
const int plan_empty = 1;
