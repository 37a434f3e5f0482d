/* process.c - questions that every process answers in the same way. */
#include "process.h"

/* The values and the amount come from one short stream per case, so that nothing needs
 * to be kept per case: whoever asks, and however often, hears the same. */
uint32_t process_attribute(const struct process *p, uint64_t seed, uint32_t case_no,
                           unsigned attribute)
{
    const struct attribute *a = &p->attributes[attribute];
    uint64_t number = (uint64_t)case_no * MAX_ATTRIBUTES + attribute;
    struct dice d = dice_for(seed, number, FOR_ATTRIBUTES);
    uint32_t ticket, value = 0;

    if (a->values == NULL) /* 250.00 to some 40,000.00, small ones more often */
        return 25000 * (1 + dice_below(&d, 1 + dice_below(&d, 160)));
    for (ticket = dice_below(&d, 100); ticket >= a->weights[value]; value++)
        ticket -= a->weights[value];
    return value;
}

unsigned process_id_digits(uint32_t n_cases)
{
    unsigned digits = 5;

    for (; n_cases >= 100000; n_cases /= 10)
        digits++;
    return digits;
}

unsigned process_n_facts(const struct departure *d)
{
    unsigned n = 0;

    while (n < MAX_FACTS && d->facts[n].kind != NULL)
        n++;
    return n;
}

bool process_is_end(const struct process *p, uint8_t activity)
{
    for (unsigned i = 0; i < p->n_ends; i++)
        if (p->ends[i] == activity)
            return true;
    return false;
}
