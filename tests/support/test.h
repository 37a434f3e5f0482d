/* test.h - the door to cmocka: it wants four headers before its own. */
#ifndef GP_TESTS_SUPPORT_TEST_H
#define GP_TESTS_SUPPORT_TEST_H

/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
/* clang-format on */

#endif
