/*
 * tests/tools/json_get.c - one value of a JSON text on standard input, for scripts.
 *
 *     json_get components.0.name     prints a text, number or boolean
 *     json_get components.#          prints how many there are
 *
 * Ends with 0; 1 if the text is no JSON; 2 if there is no such value.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *step(json_t *value, const char *name)
{
    return json_is_array(value) ? json_array_get(value, (size_t)atoi(name))
                                : json_object_get(value, name);
}

static int print(const json_t *value)
{
    char *text;

    if (json_is_string(value)) {
        puts(json_string_value(value));
        return 0;
    }
    text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    if (!text)
        return 2;
    puts(text);
    free(text);
    return 0;
}

int main(int argc, char **argv)
{
    json_t *root = json_loadf(stdin, JSON_REJECT_DUPLICATES, NULL);
    json_t *value = root;
    char *path = argc == 2 ? argv[1] : NULL;
    int code = 0;

    if (!root || !path) {
        fprintf(stderr, "json_get: no JSON on standard input, or no path\n");
        json_decref(root);
        return 1;
    }
    for (char *name = strsep(&path, "."); name && value; name = strsep(&path, ".")) {
        if (strcmp(name, "#") == 0) {
            printf("%zu\n", json_array_size(value));
            json_decref(root);
            return 0;
        }
        value = step(value, name);
    }
    code = value ? print(value) : 2;
    json_decref(root);
    return code;
}
