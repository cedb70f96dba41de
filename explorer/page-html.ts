/** The HTML document of the page, and its permissions: only its own bundles run. */
export interface PageSources {
    /** Addresses of the bundles. */
    script: string;
    computing: string;
    style: string;
    /** Where bundles may come from, in the words of a content security policy. */
    source: string;
    /** Of this page alone. */
    nonce: string;
}

/** A web view starts no thread from a file, so the page fetches the one that computes and starts it from memory. */
export function pageHtml({ script, computing, style, source, nonce }: PageSources): string {
    const policy = [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        'worker-src blob:',
        `connect-src ${source}`,
        `style-src ${source} 'unsafe-inline'`
    ].join('; ');
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GLMM explorer</title>
<link rel="stylesheet" href="${attribute(style)}">
</head>
<body>
<script nonce="${attribute(nonce)}" src="${attribute(script)}" data-computing="${attribute(computing)}"></script>
</body>
</html>`;
}

const attribute = (text: string): string => text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
