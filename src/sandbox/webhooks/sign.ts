const encoder = new TextEncoder();

async function hmac(secret: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
}

export async function hexHmac(secret: string, text: string): Promise<string> {
  const bytes = await hmac(encoder.encode(secret), text);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** With a base64 secret, as Standard Webhooks has it. */
export async function base64Hmac(secret: string, text: string): Promise<string> {
  const key = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (letter) => letter.charCodeAt(0));
  return btoa(String.fromCharCode(...(await hmac(key, text))));
}
