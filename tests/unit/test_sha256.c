/* test_sha256.c - known answers of FIPS 180-4 and lengths around a block. */
#include "tests/support/test.h"

#include "base/sha256.h"

#include <stdio.h>
#include <string.h>

static void hex_is(const char *bytes, size_t n, const char *expected)
{
    unsigned char d[32];
    char hex[65];
    size_t i;

    gp_sha256(bytes, n, d);
    for (i = 0; i < 32; i++)
        snprintf(hex + 2 * i, 3, "%02x", d[i]);
    assert_string_equal(hex, expected);
}

static void known_messages_have_their_known_digests(void **state)
{
    (void)state;
    hex_is("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    hex_is("abc", 3,
           "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hex_is("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
           "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void a_million_letters_have_their_known_digest(void **state)
{
    static char a[1000000];

    (void)state;
    memset(a, 'a', sizeof a);
    hex_is(a, sizeof a,
           "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* 55 bytes still fit one block with the end mark, 56 and 64 need a second. */
static void lengths_around_a_block_are_padded_right(void **state)
{
    char a[64];

    (void)state;
    memset(a, 'a', sizeof a);
    hex_is(a, 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    hex_is(a, 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
    hex_is(a, 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
}

static void base64_is_what_browsers_compare_with(void **state)
{
    struct gp_text t = {0};

    (void)state;
    gp_sha256_base64(&t, gp_slice("abc"));
    assert_string_equal(gp_text_z(&t), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    gp_text_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_messages_have_their_known_digests),
        cmocka_unit_test(a_million_letters_have_their_known_digest),
        cmocka_unit_test(lengths_around_a_block_are_padded_right),
        cmocka_unit_test(base64_is_what_browsers_compare_with),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
