/** A page with one message, in the colours of the editor. */
export function messagePage(message: string): string {
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>GLMM</title>
</head>
<body>
<p role="status">${escaped(message)}</p>
</body>
</html>`;
}

/** Escapes text for HTML elements and attributes. */
export function escaped(text: string): string {
    return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
